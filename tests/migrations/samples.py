"""Rows that migrations must carry through unharmed: large numbers, old dates, awkward words, half-finished states."""

from datetime import UTC, datetime
from typing import Any

AWKWARD = "O'Brien’s “100%” cake :n %s 👩‍👩‍👧 \u2068نور\u2069 ŵ\nnew line"
HUGE = 2**63 - 1
GROUP = -1_002_345_678_901
EARLY, NOW = datetime(1969, 12, 31, 23, 59, tzinfo=UTC), datetime(2026, 11, 27, 10, 0, 0, 123456, tzinfo=UTC)

_PLEDGE = {
    "community_id": 1,
    "key": "m:1:2",
    "language": "cy",
    "action": AWKWARD,
    "words": "cake",
    "unit": "people",
    "threshold": 2,
    "deadline": NOW,
    "whole_day": 0,
    "time_zone": "Australia/Lord_Howe",
    "visibility": "community",
    "names": "shown",
    "signed": 2,
    "staying": 0,
    "waiting": 0,
    "given": 0,
    "staying_given": 0,
    "last_number": 3,
    "opened_at": EARLY,
}
_SIGNATURE = {"community_id": 1, "signed_at": NOW, "signed_key": "c:9", "follows": 1, "muted": 0, "first_in_at": NOW}
_PAPER = {"community_id": 1, "pledge_id": HUGE, "added_at": EARLY}

_ACCOUNT = {"community_id": 1, "opened_at": EARLY, "held_in": 0}
_CLAIM = {"community_id": 1, "person_id": 1, "happened_on": "2026-11-27", "words": AWKWARD, "version": 3} | {
    "logged_at": EARLY
}
_ENTRY = {"community_id": 1, "reason": "exchange", "happened_on": "2026-11-27", "recorded_at": NOW, "number": 0}

_POST = {"community_id": 1, "author_id": HUGE, "language": "ar", "posted_at": EARLY, "since": NOW, "fresh_until": NOW}

SAMPLES: dict[str, list[dict[str, Any]]] = {
    "installation": [{"id": 1, "bot_id": HUGE, "epoch": 3, "quarantined_at": NOW}],
    "offers": [{"what": "menus", "fingerprint": AWKWARD}],
    "pulse": [{"id": 1, "beat_at": NOW}],
    "communities": [
        {
            "id": 1,
            "chat_id": GROUP,
            "title": AWKWARD,
            "language": "ar",
            "time_zone": "Asia/Kathmandu",
            "currency": "JPY",
            "invite_code": "7K3X",
            "founded_at": EARLY,
        },
        {
            "id": HUGE,
            "title": "",
            "language": "en",
            "time_zone": "UTC",
            "currency": "GBP",
            "invite_code": "7K3Y",
            "founded_at": NOW,
            "left_at": NOW,
        },
    ],
    "people": [
        {"id": 1, "telegram_id": HUGE, "first_name": AWKWARD, "met_at": EARLY, "quiet_from": 0, "quiet_until": 1439},
        {"id": HUGE, "first_name": "", "met_at": NOW, "current_community": 1},
    ],
    "chat_aliases": [{"chat_id": -1, "community_id": 1, "since": NOW}],
    "community_aliases": [{"absorbed_id": HUGE, "community_id": 1, "invite_code": "7K3Z", "since": NOW}],
    "residents": [{"community_id": 1, "person_id": 1, "came_by": "invite", "since": EARLY, "left_at": NOW}],
    "grants": [
        {"community_id": 1, "person_id": 1, "role": "organiser", "granted_at": EARLY, "granted_by": 1}
        | {"revoked_at": NOW, "revoked_by": HUGE},
        {"community_id": 1, "person_id": 1, "role": "organiser", "granted_at": NOW, "granted_by": HUGE},
    ],
    "memberships": [{"community_id": 1, "person_id": 1, "status": "creator", "anonymous": 1, "seen_at": NOW}],
    "drafts": [
        {"person_id": 1, "kind": "pledge", "step": "others", "data": '{"a": "\\u0000"}', "community_id": 1}
        | {"updated_at": NOW, "expires_at": NOW}
    ],
    "hints": [{"community_id": 1, "hint": "cannot_post", "said_at": NOW}],
    "inbox": [
        {"update_id": HUGE, "raw": AWKWARD, "chat_id": GROUP, "received_at": NOW, "state": "new", "attempts": 2},
        {"update_id": 0, "raw": "", "received_at": EARLY, "state": "done", "attempts": 0, "settled_at": NOW},
    ],
    "notices": [
        {"community_id": 1, "id": HUGE, "key": "pledge_tipped:1", "kind": "pledge_tipped", "facts": AWKWARD}
        | {"subject": "pledge:1", "urgency": 5, "created_at": NOW, "expires_at": NOW, "cursor": 0}
        | {"set_name": "pledge_signers", "set_subject": 1, "expand_at": NOW, "slot": ""},
    ],
    "deliveries": [
        {"community_id": 1, "notice_id": HUGE, "person_id": 0, "urgency": 5, "state": "sending", "due_at": EARLY}
        | {"attempts": 1, "repeats": 0, "owner": "w1", "lease_until": NOW},
        {"community_id": 1, "notice_id": HUGE, "person_id": 1, "urgency": 5, "state": "never", "due_at": EARLY}
        | {"attempts": 1, "repeats": 0, "reason": AWKWARD, "settled_at": NOW},
    ],
    "cards": [
        {"community_id": 1, "subject": "pledge:1", "wanted": 2, "due_at": NOW, "lease": HUGE, "chat_id": GROUP}
        | {"message_id": 7, "reposts": 1, "failures": 0}
    ],
    "shared_cards": [
        {"community_id": 1, "subject": "pledge:1", "inline_id": AWKWARD, "number": HUGE, "language": "ar"}
        | {"time_zone": "Asia/Kathmandu", "due_at": NOW, "lease": 2, "failures": 1}
    ],
    "reminders": [
        {"community_id": 1, "id": 1, "key": "k", "kind": "deadline", "subject": "pledge:1", "due_at": EARLY}
        | {"next_try_at": NOW, "attempts": 3}
    ],
    "pledge_codes": [{"code": "7K3X9", "community_id": 1, "pledge_id": 1}],
    "pledges": [
        {**_PLEDGE, "id": 1, "code": "7K3X9", "creator_id": 1, "state": "open", "count": 1},
        {**_PLEDGE, "id": HUGE, "code": "7K3XA", "creator_id": HUGE, "state": "tipped", "count": 2, "tipped_at": NOW}
        | {"capacity": 1_000_000, "amount": HUGE, "currency": "JPY", "deadline": EARLY},
    ],
    "pledge_words": [{"community_id": 1, "word": AWKWARD, "deadline": NOW, "pledge_id": 1}],
    "signatures": [
        {**_SIGNATURE, "pledge_id": 1, "person_id": 1, "number": 1, "state": "withdrawn", "withdrawn_at": NOW}
        | {"withdrawn_key": AWKWARD},
        {**_SIGNATURE, "pledge_id": 1, "person_id": HUGE, "number": 3, "state": "active", "amount": HUGE},
    ],
    "announcements": [
        {"community_id": 1, "pledge_id": HUGE, "number": 6, "author_id": 1, "text": AWKWARD, "written_at": NOW}
        | {"key": "0a1b"}
    ],
    "paper_signatures": [
        {**_PAPER, "number": 2, "name": AWKWARD[:40], "state": "active", "vouched_by": HUGE, "key": "m:1:2:0"},
        {**_PAPER, "number": HUGE, "state": "verified", "vouched_by": 1, "key": "m:1:2:1"}
        | {"settled_at": NOW, "settled_by": 1},
    ],
    "ledger_accounts": [
        {**_ACCOUNT, "id": 1, "kind": "member", "holder_id": 1, "floor": -300, "balance": -60, "held_out": 0},
        {**_ACCOUNT, "id": HUGE, "kind": "venue", "holder_id": HUGE, "ceiling": HUGE, "balance": 60, "held_out": 7}
        | {"span": 60, "most_in": 9, "held_in": 5},
        {**_ACCOUNT, "id": 2, "kind": "fund", "holder_id": 0, "balance": 0, "held_out": 0, "closed_at": NOW},
    ],
    "ledger_acts": [
        {"community_id": 1, "key": AWKWARD, "what": "hold", "fingerprint": "0a", "recorded_at": EARLY},
        {"community_id": 1, "key": "p", "what": "post", "fingerprint": "0b", "recorded_at": NOW},
        {"community_id": 1, "key": "r", "what": "reversal", "fingerprint": "0c", "recorded_at": NOW},
        {"community_id": 1, "key": "v", "what": "void", "fingerprint": "0d", "hold_id": 1, "recorded_at": NOW},
    ],
    "ledger_holds": [
        {**_ENTRY, "id": HUGE, "key": AWKWARD, "payer_id": 1, "payee_id": HUGE, "minutes": 60, "state": "posted"}
        | {"placed_at": EARLY, "expires_at": NOW, "posted": 59, "resolved_at": NOW},
    ],
    "ledger_transfers": [
        {**_ENTRY, "id": 1, "key": "p", "kind": "post", "payer_id": 1, "payee_id": HUGE, "minutes": 59}
        | {"hold_id": HUGE, "reference": AWKWARD},
        {**_ENTRY, "id": 2, "key": "r", "kind": "reversal", "payer_id": HUGE, "payee_id": 1, "minutes": 9}
        | {"reverses_id": 1},
    ],
    "ledger_texts": [{"community_id": 1, "entry_id": HUGE, "text": AWKWARD}],
    "counter_promises": [
        {"community_id": 1, "pledge_id": HUGE, "number": 6, "owner_id": 1, "author_id": HUGE, "what": AWKWARD}
        | {"office": AWKWARD, "due": NOW, "due_whole_day": 1, "time_zone": "Asia/Kathmandu", "state": "excused"}
        | {"made_at": EARLY, "agreed_at": EARLY, "stays": 1, "settled_at": NOW, "reason": AWKWARD}
    ],
    "pledge_series": [
        {"community_id": 1, "id": HUGE, "rule": "monthly_weekday", "deadline": EARLY, "whole_day": 1}
        | {"time_zone": "Australia/Lord_Howe", "act_on": NOW, "act_on_whole_day": 0, "round": 1, "pledge_id": HUGE}
        | {"turn": 3, "empty": 3, "ended_at": NOW}
    ],
    "pledge_rounds": [{"community_id": 1, "pledge_id": HUGE, "series_id": HUGE, "number": 1}],
    "round_answers": [{"community_id": 1, "series_id": HUGE, "person_id": HUGE, "skipped": 1, "asked_from": HUGE}],
    "hours_claims": [
        {**_CLAIM, "id": 1, "key": "k", "state": "waiting", "minutes": 150, "raw_minutes": 152},
        {**_CLAIM, "id": HUGE, "key": AWKWARD, "state": "approved", "minutes": 1440, "raw_minutes": 1440}
        | {"approved": 1, "decided_by": HUGE, "decided_at": NOW, "reason": AWKWARD}
        | {"pledge_code": "7K2MQ", "programme_id": HUGE},
    ],
    "programmes": [
        {"community_id": 1, "id": HUGE, "name": AWKWARD, "folded": AWKWARD, "budget": 1, "founded_at": NOW}
        | {"founded_by": 1}
    ],
    "venues": [
        {"community_id": 1, "id": HUGE, "name": AWKWARD[:60], "founded_at": EARLY, "founded_by": 1}
        | {"closed_at": NOW, "closed_by": HUGE}
    ],
    "venue_staff": [
        {"community_id": 1, "venue_id": HUGE, "number": 1, "person_id": 1, "named_at": EARLY, "named_by": HUGE}
        | {"left_at": NOW, "left_by": HUGE},
        {"community_id": 1, "venue_id": HUGE, "number": 2, "person_id": 1, "named_at": NOW, "named_by": HUGE},
    ],
    "reward_offers": [
        {"community_id": 1, "id": HUGE, "venue_id": HUGE, "title": AWKWARD[:60], "minutes": 180, "days": 30}
        | {"per_week": 10, "terms": AWKWARD, "published_at": EARLY, "published_by": 1, "ended_at": NOW, "ended_by": 1}
        | {"called_off": 1}
    ],
    "voucher_codes": [{"code": "7K3X9ABC", "community_id": 1, "voucher_id": HUGE}],
    "vouchers": [
        {"community_id": 1, "id": HUGE, "code": "7K3X9ABC", "offer_id": HUGE, "venue_id": HUGE, "person_id": 1}
        | {"number": 1, "minutes": 180, "hold_id": HUGE, "week": "2026-11-23", "issued_at": EARLY, "expires_at": NOW}
        | {"state": "used", "settled_at": NOW, "settled_by": HUGE}
    ],
    "market_posts": [
        {**_POST, "id": 1, "side": "offer", "text": AWKWARD, "category": "repairs", "state": "open", "key": "m:1:2"}
        | {"minutes": 1440, "area": AWKWARD[:40]},
        {**_POST, "id": HUGE, "side": "need", "text": "cake", "category": "other", "state": "asleep", "key": "0a1b"}
        | {"hidden_at": NOW, "hidden_by": 1},
    ],
    "market_words": [{"community_id": 1, "word": AWKWARD, "post_id": 1}],
    "market_asks": [
        {"community_id": 1, "id": 1, "post_id": 1, "person_id": 1, "state": "open", "asked_at": EARLY},
        {"community_id": 1, "id": HUGE, "post_id": HUGE, "person_id": 1, "state": "lapsed", "asked_at": EARLY}
        | {"settled_at": NOW},
    ],
    "market_matches": [{"community_id": 1, "person_id": HUGE, "need_id": HUGE, "offer_id": 1}],
    "market_mutes": [{"community_id": 1, "person_id": HUGE, "muted_at": NOW}],
    "timebanks": [{"community_id": 1, "mode": "issued", "changed_at": NOW, "changed_by": HUGE}],
}

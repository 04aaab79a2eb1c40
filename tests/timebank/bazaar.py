"""A town with a pool in it: people with credits, a venue with staff, and something to spend hours on."""

from datetime import date

from bot.communities.model import CommunityId, Membership, PersonId
from bot.core.db import Tx
from bot.core.minutes import HOUR, Minutes
from bot.reminders import service as reminders
from bot.subject import whole_subject
from bot.timebank import settling
from bot.timebank.ledger import accounts, transferring
from bot.timebank.ledger.model import Account, Kind, Leg, Limits, Reason, Slip
from bot.timebank.rewards import accepting, founding, offering, redeeming
from bot.timebank.rewards.model import Offer, OfferId, VenueId, VoucherView
from bot.timebank.rewards.offering import OfferForm
from bot.timebank.rules import Mode
from tests.communities.scenes import ANA, BEN, CERYS, Town, presses, writes
from tests.timebank.conftest import broken

SUBJECT = whole_subject()
DILWYN, ERIN = 1004, 1005
EVERYBODY = (ANA, BEN, CERYS, DILWYN, ERIN)


class Bazaar(Town):
    """Cerys is an admin and founds the venue; Dilwyn and Erin work there; Ana and Ben have credits to spend."""

    community: CommunityId
    venue: VenueId

    async def settle_in(self) -> None:
        self.community = await self.found()
        for who in EVERYBODY:
            self.place(who, Membership.ADMINISTRATOR if who == CERYS else Membership.MEMBER)
            await self.see(writes(who))
            await self.see(writes(who, who))
        await self.issue_credits()
        self.venue = await self.new_venue("The pool", DILWYN, ERIN)

    async def issue_credits(self) -> None:
        """Hours come from organisers only: nobody begins with any, nobody owes."""
        await self.act(presses(CERYS, CERYS), settling.choose, self.community, Mode.ISSUED)

    async def new_venue(self, name: str, *staff: int) -> VenueId:
        view = await self.act(presses(CERYS, CERYS), founding.found, self.community, name)
        for who in staff:
            args = (self.community, view.venue.id, await self.number(who))
            await self.act(presses(CERYS, CERYS), founding.name_staff, *args)
        return view.venue.id

    async def offer(
        self, *answers: str, who: int = DILWYN, venue: VenueId | None = None, terms: str | None = None
    ) -> Offer:
        """Title, price, stock ("-": no limit), days."""
        title, price, stock, days = answers or ("Swim", "3h", "10", "30")
        await self.act(presses(who, who), offering.begin, self.community, venue or self.venue)
        for text in (title, price):
            await self.act(writes(who, who), offering.typed, text)
        if stock == "-":
            await self.act(presses(who, who), offering.choose, "stock", "-")
        else:
            await self.act(writes(who, who), offering.typed, stock)
        form = await self.act(writes(who, who), offering.typed, days)
        if terms is None:
            form = await self.act(presses(who, who), offering.choose, "terms", "-")
        else:
            form = await self.act(writes(who, who), offering.typed, terms)
        assert isinstance(form, OfferForm)
        offer = await self.act(presses(who, who), offering.publish, form.token)
        assert isinstance(offer, Offer)
        return offer

    async def endow(self, who: int, minutes: int = 24 * HOUR) -> None:
        """Hours that were approved."""
        await self.db.write(endow, self.community, await self.number(who), minutes)

    async def redeem(self, who: int, offer: Offer | OfferId, number: int = 1) -> VoucherView:
        offer_id = offer.id if isinstance(offer, Offer) else offer
        return await self.act(presses(who, who), redeeming.redeem, self.community, offer_id, number)

    async def accept(self, who: int, code: str) -> VoucherView:
        return await self.act(presses(who, who), accepting.accept, code)

    async def take_back(self, who: int, code: str) -> VoucherView:
        return await self.act(presses(who, who), redeeming.take_back, code)

    async def number(self, who: int) -> PersonId:
        return (await self.see(writes(who))).person

    async def account(self, who: int) -> Account:
        return await self.db.read(_account, self.community, Kind.MEMBER, await self.number(who))

    async def till(self, venue: VenueId | None = None) -> Account:
        return await self.db.read(_account, self.community, Kind.VENUE, venue or self.venue)

    async def ring(self) -> int:
        """Everything that is due, at once."""
        due = await self.db.read(reminders.due, 1000)
        return sum([await self.db.write(reminders.ring, key, SUBJECT.rings) for key in due])

    async def faults(self) -> list[str]:
        return await self.db.read(broken)


def endow(tx: Tx, community: CommunityId, person: PersonId, minutes: int) -> None:
    programme, _ = accounts.open_account(tx, community, Kind.ISSUANCE, 1, Limits())
    mine, _ = accounts.open_account(tx, community, Kind.MEMBER, person, Limits())
    slip = Slip(community, f"approved:{tx.new_id()}", Reason.HOURS, date(2026, 11, 20), None)
    transferring.transfer(tx, slip, Leg(programme.id, mine.id, Minutes(minutes)))


def _account(tx: Tx, community: CommunityId, kind: Kind, holder: int) -> Account:
    found = accounts.find(tx, community, kind, holder)
    assert found is not None
    return found


def sum_of_all(tx: Tx, community: CommunityId) -> int:
    return sum(account.balance for account in accounts.all_of(tx, community))

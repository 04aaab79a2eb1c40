"""Towns by which people look for their time zone: those that give no zone its name and yet are what somebody types.

A hint for a search, not an atlas: the largest towns of the countries in which our languages are spoken, in English and
in the language of the place. Whoever lives elsewhere types the country.
"""

from collections.abc import Mapping
from typing import Final

TOWNS: Final[Mapping[str, tuple[str, ...]]] = {
    "Europe/London": (
        *("Aberdeen", "Abertawe", "Aberystwyth", "Bangor", "Bath", "Belfast", "Birmingham", "Bradford", "Brighton"),
        *("Bristol", "Caerdydd", "Cambridge", "Cardiff", "Casnewydd", "Coventry", "Derby", "Dundee", "Edinburgh"),
        *("Exeter", "Glasgow", "Hull", "Leeds", "Leicester", "Liverpool", "Manchester", "Newcastle", "Newport"),
        *("Norwich", "Nottingham", "Oxford", "Plymouth", "Portsmouth", "Reading", "Sheffield", "Southampton", "Stoke"),
        *("Sunderland", "Swansea", "Wolverhampton", "Wrecsam", "Wrexham", "York"),
    ),
    "Europe/Dublin": ("Cork", "Corcaigh", "Galway", "Gaillimh", "Limerick", "Waterford"),
    "America/New_York": (
        *("Atlanta", "Baltimore", "Boston", "Brooklyn", "Charlotte", "Cleveland", "Columbus", "Miami", "Orlando"),
        *("Philadelphia", "Pittsburgh", "Washington"),
    ),
    "America/Chicago": (
        *("Austin", "Dallas", "Houston", "Kansas City", "Memphis", "Milwaukee", "Minneapolis", "Nashville"),
        *("New Orleans", "Oklahoma City", "San Antonio", "St. Louis"),
    ),
    "America/Denver": ("Albuquerque", "El Paso", "Salt Lake City"),
    "America/Phoenix": ("Tucson",),
    "America/Los_Angeles": (
        *("Las Vegas", "Oakland", "Portland", "Sacramento", "San Diego", "San Francisco", "San Jose", "Seattle"),
    ),
    "America/Toronto": ("Hamilton", "Montreal", "Ottawa", "Quebec"),
    "America/Edmonton": ("Calgary",),
    "Australia/Sydney": ("Canberra", "Newcastle", "Wollongong"),
    "Australia/Brisbane": ("Gold Coast",),
    "Pacific/Auckland": ("Christchurch", "Wellington"),
    "Africa/Johannesburg": ("Cape Town", "Durban", "Pretoria"),
    "Asia/Kolkata": ("Bangalore", "Chennai", "Delhi", "Hyderabad", "Mumbai"),
    "Asia/Karachi": ("Islamabad", "Lahore"),
    "America/Argentina/Catamarca": ("Esquel", "Gaiman", "Rawson", "Trelew", "Y Wladfa"),
    "Africa/Cairo": ("Alexandria", "Giza", "الإسكندرية", "الجيزة", "المنصورة", "بورسعيد"),
    "Asia/Riyadh": ("Dammam", "Jeddah", "Mecca", "Medina", "الدمام", "المدينة المنورة", "جدة", "مكة"),
    "Asia/Dubai": ("Abu Dhabi", "Sharjah", "أبوظبي", "الشارقة"),
    "Asia/Qatar": ("Doha", "الدوحة"),
    "Asia/Bahrain": ("Manama", "المنامة"),
    "Asia/Aden": ("Sanaa", "تعز", "صنعاء"),
    "Asia/Baghdad": ("Basra", "Erbil", "Mosul", "أربيل", "البصرة", "الموصل"),
    "Asia/Damascus": ("Aleppo", "Homs", "حلب", "حمص"),
    "Asia/Amman": ("Irbid", "Zarqa", "إربد", "الزرقاء"),
    "Asia/Hebron": ("Nablus", "Ramallah", "رام الله", "نابلس"),
    "Asia/Beirut": ("Tripoli", "صيدا", "طرابلس"),
    "Africa/Tripoli": ("Benghazi", "Misrata", "بنغازي", "مصراتة"),
    "Africa/Tunis": ("Sfax", "Sousse", "سوسة", "صفاقس"),
    "Africa/Algiers": ("Constantine", "Oran", "قسنطينة", "وهران"),
    "Africa/Casablanca": ("Agadir", "Fez", "Marrakesh", "Rabat", "Tangier", "الرباط", "طنجة", "فاس", "مراكش"),
    "Africa/Khartoum": ("Omdurman", "أم درمان", "بورتسودان"),
}
"""By the IANA name of their zone."""

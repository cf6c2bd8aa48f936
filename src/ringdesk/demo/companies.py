"""Three invented companies and the forty-two people who meet at their help desks."""

from typing import Literal, TypeAlias

from msgspec import Struct

Language: TypeAlias = Literal["en", "de", "es", "ru"]
Words: TypeAlias = dict[Language, tuple[str, ...]]


class Somebody(Struct, frozen=True):
    """`busy`: how much of the work or of the questions is theirs, beside the others'."""

    username: str
    full_name: str
    role: str
    language: Language = "en"
    busy: int = 3


class Company(Struct, frozen=True, kw_only=True):
    """`share` of all tickets; `languages` of its tickets, as weights; `host` is its mail domain."""

    name: str
    host: str
    timezone: str
    share: float
    apps: tuple[str, ...]
    places: Words
    people: tuple[Somebody, ...]

    def in_role(self, *roles: str) -> list[Somebody]:
        return [one for one in self.people if one.role in roles]


FERNHILL = Company(
    name="Fernhill IT Services",
    host="fernhill.example",
    timezone="Europe/London",
    share=0.52,
    apps=("Ledgerleaf", "the time sheets", "Planbook", "the portal", "Stockroom", "the CRM"),
    places={
        "en": (
            "the Leeds office",
            "meeting room 2",
            "the warehouse",
            "the third floor",
            "reception",
            "the workshop",
            "the training room",
            "the back office",
        ),
        "de": ("Büro Köln", "Besprechungsraum", "Lager"),
        "es": ("la oficina de Vigo", "la sala de reuniones", "el almacén"),
        "ru": ("офис", "склад"),
    },
    people=(
        Somebody("maya.okafor", "Maya Okafor", "admin", busy=1),
        Somebody("callum.reid", "Callum Reid", "admin", busy=1),
        Somebody("ines.duarte", "Inês Duarte", "support_agent", busy=6),
        Somebody("jonas.weber", "Jonas Weber", "support_agent", busy=5),
        Somebody("aisha.rahman", "Aisha Rahman", "support_agent", busy=5),
        Somebody("theo.marchetti", "Theo Marchetti", "support_agent", busy=2),
        Somebody("grace.lindqvist", "Grace Lindqvist", "operator"),
        Somebody("dev.sharma", "Dev Sharma", "operator"),
        Somebody("rosie.hughes", "Rosie Hughes", "operator"),
        Somebody("owen.baker", "Owen Baker", "customer", busy=4),
        Somebody("harriet.cole", "Harriet Cole", "customer", busy=6),
        Somebody("samuel.adeyemi", "Samuel Adeyemi", "customer", busy=5),
        Somebody("linh.tran", "Linh Tran", "customer", busy=4),
        Somebody("fergus.macleod", "Fergus MacLeod", "customer", busy=3),
        Somebody("noor.haddad", "Noor Haddad", "customer", busy=5),
        Somebody("birgit.hoffmann", "Birgit Hoffmann", "customer", "de", 3),
        Somebody("alvaro.pena", "Álvaro Peña", "customer", "es", 2),
        Somebody("dmitri.volkov", "Dmitri Volkov", "customer", "ru", 1),
    ),
)

KESSLER = Company(
    name="Kessler Logistik",
    host="kessler-logistik.example",
    timezone="Europe/Berlin",
    share=0.28,
    apps=("Frachtmeister", "Tourboard", "Zollportal", "Lager24", "ScanGo"),
    places={
        "en": ("hall 2", "the dispatch office", "gate 7", "the customs counter"),
        "de": ("Halle 2", "Leitstand", "Versandbüro", "Wareneingang", "Pausenraum"),
        "es": ("la nave 2", "la oficina"),
        "ru": ("второй зал", "диспетчерская", "проходная"),
    },
    people=(
        Somebody("anke.schroeder", "Anke Schröder", "admin", "de", 1),
        Somebody("lukas.brandl", "Lukas Brandl", "support_agent", "de", 6),
        Somebody("zeynep.yildiz", "Zeynep Yıldız", "support_agent", "de", 5),
        Somebody("pavel.novak", "Pavel Novák", "support_agent", "en", 3),
        Somebody("mirko.jansen", "Mirko Jansen", "operator", "de"),
        Somebody("petra.lange", "Petra Lange", "customer", "de", 6),
        Somebody("uwe.kramer", "Uwe Kramer", "customer", "de", 4),
        Somebody("franziska.vogt", "Franziska Vogt", "customer", "de", 4),
        Somebody("tomasz.kowalski", "Tomasz Kowalski", "customer", "en", 5),
        Somebody("emma.van.dijk", "Emma van Dijk", "customer", "en", 5),
        Somebody("olga.smirnova", "Ольга Смирнова", "customer", "ru", 3),
        Somebody("sergei.belov", "Сергей Белов", "customer", "ru", 2),
        Somebody("raj.patel", "Raj Patel", "customer", "en", 4),
    ),
)

BRISAMAR = Company(
    name="Clínicas Brisamar",
    host="brisamar.example",
    timezone="Europe/Madrid",
    share=0.20,
    apps=("MediAgenda", "LabView", "Recetas", "el portal del paciente", "Turnos"),
    places={
        "en": ("the lab", "ward 3", "the admissions desk", "radiology"),
        "de": ("Labor", "Empfang"),
        "es": ("la planta 3", "urgencias", "el laboratorio", "admisión", "radiología"),
        "ru": ("лаборатория",),
    },
    people=(
        Somebody("carmen.iglesias", "Carmen Iglesias", "admin", "es", 1),
        Somebody("diego.fuentes", "Diego Fuentes", "support_agent", "es", 5),
        Somebody("nerea.etxeberria", "Nerea Etxeberria", "support_agent", "es", 4),
        Somebody("liam.oconnor", "Liam O'Connor", "support_agent", "en", 3),
        Somebody("pilar.gimenez", "Pilar Giménez", "operator", "es"),
        Somebody("lucia.romero", "Lucía Romero", "customer", "es", 6),
        Somebody("andres.molina", "Andrés Molina", "customer", "es", 4),
        Somebody("beatriz.navarro", "Beatriz Navarro", "customer", "es", 4),
        Somebody("yuki.tanaka", "Yuki Tanaka", "customer", "en", 4),
        Somebody("hannah.schmidt", "Hannah Schmidt", "customer", "en", 5),
        Somebody("kwame.mensah", "Kwame Mensah", "customer", "en", 4),
    ),
)

COMPANIES = (FERNHILL, KESSLER, BRISAMAR)
TEAM_LEAD = "Team lead"  # a role of the workspace's own: sees the wallboard, listens in
# Whom a visitor is asked to be: nobody else acts in their name.
VISITORS = ("maya.okafor", "theo.marchetti", "ines.duarte", "grace.lindqvist", "owen.baker")


def team_lead(company: Company) -> Somebody:
    """Whose account has that role, after a past as a support agent."""
    return company.in_role("support_agent")[-1]


class SignIn(Struct, frozen=True):
    """Whom a visitor may be. `role` as the house names it, or the workspace's own."""

    username: str
    role: str
    full_name: str
    company: str


def sign_ins() -> list[SignIn]:
    """One for each role of the first company, and the other companies' administrators."""
    lead = team_lead(FERNHILL)
    by_name = {one.username: one for one in FERNHILL.people}
    found = [(by_name[name], FERNHILL) for name in VISITORS]
    found += [(company.in_role("admin")[0], company) for company in COMPANIES[1:]]
    return [
        SignIn(one.username, TEAM_LEAD if one == lead else one.role, one.full_name, company.name)
        for one, company in found
    ]

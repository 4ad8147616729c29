"""German and English names of cities, regions and the words that must not become places: what the sources of the gazetteer don't tell."""

UNRESTRICTED = frozenset({"DE", "ZZ", "EU", "UN", "EZ", "QO", "XA", "XB", "AQ", "EA", "IC", "CP", "DG", "TA", "AC", "CQ"})
"""Territories that are left out: Germany is where the pages are, so it restricts nothing; the others are no countries."""

GERMAN_EXONYMS: dict[str, tuple[str, ...]] = {
    name: tuple(others.split(";"))
    for name, others in (
        line.strip().split("=")
        for line in """
        Köln=Cologne
        München=Munich
        Nürnberg=Nuremberg
        Hannover=Hanover
        Braunschweig=Brunswick
        Frankfurt am Main=FFM;Frankfurt Main;Frankfurt/M.
        Düsseldorf=D'dorf;Ddorf
        Wuppertal=W'tal;Wtal
        Aachen=Aix-la-Chapelle
        Mönchengladbach=M'gladbach;Mgladbach
        Ludwigshafen am Rhein=Ludwigshafen
        Vienna=Wien
        Zürich=Zürich;Zurich
        Geneva=Genf;Genève
        Basel=Basel;Basle
        Bern=Bern;Berne
        Lausanne=Lausanne
        Luzern=Luzern;Lucerne
        Graz=Graz
        Linz=Linz
        Salzburg=Salzburg
        Innsbruck=Innsbruck
        London=London
        Paris=Paris
        Rome=Rom
        Milan=Mailand;Milano
        Naples=Neapel;Napoli
        Turin=Turin;Torino
        Florence=Florenz;Firenze
        Venice=Venedig
        Genoa=Genua
        Padova=Padua
        Bologna=Bologna
        Verona=Verona
        Palermo=Palermo
        Lisbon=Lissabon
        Porto=Porto
        Madrid=Madrid
        Barcelona=Barcelona
        Sevilla=Sevilla
        Valencia=Valencia
        Málaga=Málaga
        Brussels=Brüssel
        Antwerpen=Antwerpen;Antwerp
        Gent=Gent
        Brugge=Brügge
        Liège=Lüttich
        Amsterdam=Amsterdam
        Rotterdam=Rotterdam
        The Hague=Den Haag
        Utrecht=Utrecht
        Eindhoven=Eindhoven
        Nijmegen=Nimwegen
        Groningen=Groningen
        Maastricht=Maastricht
        Copenhagen=Kopenhagen
        Stockholm=Stockholm
        Göteborg=Göteborg;Gothenburg
        Malmö=Malmö
        Oslo=Oslo
        Helsinki=Helsinki
        Reykjavík=Reykjavik
        Dublin=Dublin
        Edinburgh=Edinburgh
        Glasgow=Glasgow
        Manchester=Manchester
        Liverpool=Liverpool
        Birmingham=Birmingham
        Oxford=Oxford
        Cambridge=Cambridge
        Warsaw=Warschau
        Kraków=Krakau;Cracow
        Gdańsk=Danzig
        Wrocław=Breslau
        Poznań=Posen
        Szczecin=Stettin
        Łódź=Lodz
        Katowice=Kattowitz
        Prague=Prag
        Brno=Brünn
        Pilsen=Pilsen
        Bratislava=Pressburg;Bratislava
        Budapest=Budapest
        Bucharest=Bukarest
        Sofia=Sofia
        Belgrade=Belgrad
        Zagreb=Zagreb;Agram
        Ljubljana=Laibach;Ljubljana
        Sarajevo=Sarajevo
        Athens=Athen
        Thessaloníki=Thessaloniki
        Istanbul=Istanbul
        Ankara=Ankara
        Kyiv=Kiew
        Moscow=Moskau
        Saint Petersburg=Sankt Petersburg;St. Petersburg
        Minsk=Minsk
        Vilnius=Wilna;Vilnius
        Riga=Riga
        Tallinn=Tallinn;Reval
        Strasbourg=Straßburg
        Lyon=Lyon
        Marseille=Marseille
        Nice=Nizza
        Bordeaux=Bordeaux
        Toulouse=Toulouse
        Lille=Lille
        Mulhouse=Mülhausen
        Luxembourg=Luxemburg
        New York City=New York
        Los Angeles=Los Angeles
        San Francisco=San Francisco
        Washington=Washington
        Boston=Boston
        Chicago=Chicago
        Toronto=Toronto
        Mexico City=Mexiko-Stadt
        Tokyo=Tokio
        Beijing=Peking
        Shanghai=Shanghai
        Hong Kong=Hongkong
        Singapore=Singapur
        Mumbai=Mumbai
        Delhi=Delhi
        New Delhi=Neu-Delhi
        Dubai=Dubai
        Cairo=Kairo
        Tehran=Teheran
        Baghdad=Bagdad
        Damascus=Damaskus
        Jerusalem=Jerusalem
        Tel Aviv=Tel Aviv
        Cape Town=Kapstadt
        Sydney=Sydney
        Melbourne=Melbourne
        """.strip().splitlines()
    )
}
"""GeoNames' name = the German name;others. For German cities all of them are further names; a foreign city is called by the first."""

HOME_NAMES = {
    "Munich": "München",
    "Nuremberg": "Nürnberg",
    "Hanover": "Hannover",
    "Cologne": "Köln",
    "Brunswick": "Braunschweig",
    "Lubnjow": "Lübbenau/Spreewald",
    "Lubin": "Lübben",
}
"""German cities that GeoNames calls by another language's name."""

REGIONS: dict[str, tuple[str, ...]] = {
    "Baden-Württemberg": ("BaWü", "Ländle"),
    "Bayern": ("Bavaria", "Freistaat Bayern"),
    "Brandenburg": (),
    "Hessen": ("Hesse",),
    "Mecklenburg-Vorpommern": ("MeckPomm", "Mecklenburg", "Vorpommern"),
    "Niedersachsen": ("Lower Saxony",),
    "Nordrhein-Westfalen": ("NRW", "North Rhine-Westphalia", "Nordrhein Westphalen"),
    "Rheinland-Pfalz": ("RLP", "Rhineland-Palatinate"),
    "Saarland": (),
    "Sachsen": ("Saxony",),
    "Sachsen-Anhalt": ("Saxony-Anhalt",),
    "Schleswig-Holstein": (),
    "Thüringen": ("Thuringia",),
    "Ruhrgebiet": ("Ruhrpott", "Kohlenpott", "Metropole Ruhr", "Ruhr area", "Rhein-Ruhr", "Rhein-Ruhr-Gebiet"),
    "Rheinland": ("Rhineland",),
    "Westfalen": ("Westphalia", "Ostwestfalen", "Ostwestfalen-Lippe", "OWL"),
    "Sauerland": (),
    "Siegerland": (),
    "Münsterland": (),
    "Niederrhein": (),
    "Bergisches Land": (),
    "Eifel": (),
    "Hunsrück": (),
    "Westerwald": (),
    "Taunus": (),
    "Odenwald": (),
    "Spessart": (),
    "Rhön": (),
    "Harz": (),
    "Schwarzwald": ("Black Forest",),
    "Schwaben": ("Swabia",),
    "Schwäbische Alb": (),
    "Allgäu": (),
    "Franken": ("Mittelfranken", "Oberfranken", "Unterfranken"),
    "Oberpfalz": (),
    "Oberbayern": (),
    "Niederbayern": (),
    "Pfalz": ("Palatinate",),
    "Kurpfalz": (),
    "Baden": (),
    "Württemberg": (),
    "Bodensee": ("Bodenseeregion", "Lake Constance"),
    "Rhein-Main-Gebiet": ("Rhein-Main",),
    "Rhein-Neckar-Kreis": ("Rhein-Neckar", "Metropolregion Rhein-Neckar"),
    "Emsland": (),
    "Ostfriesland": (),
    "Nordfriesland": (),
    "Lüneburger Heide": (),
    "Lausitz": (),
    "Erzgebirge": (),
    "Vogtland": (),
    "Uckermark": (),
    "Altmark": (),
    "Rügen": (),
    "Sylt": (),
    "Norddeutschland": (),
    "Süddeutschland": (),
    "Ostdeutschland": ("neue Bundesländer", "neuen Bundesländern", "neuen Bundesländer"),
    "Westdeutschland": ("alte Bundesländer", "alten Bundesländern", "alten Bundesländer"),
    "Tirol": ("Tyrol",),
    "Steiermark": (),
    "Kärnten": (),
    "Vorarlberg": (),
    "Oberösterreich": (),
    "Niederösterreich": (),
    "Burgenland": (),
    "Südtirol": (),
    "Elsass": (),
    "USA": ("Amerika", "America", "U.S.A."),
    "England": (),
    "Schottland": ("Scotland",),
    "Großbritannien": ("UK", "Great Britain"),
    "Holland": (),
    "Tschechien": ("Tschechische Republik", "Czech Republic"),
    "Europa": ("Europe",),
    "Mallorca": (),
}

PHRASE_WORDS = frozenset(
    """Lehre Stelle Schuld Besitz Welt Kummer Sinn Reich Schutz Bescheid Acht Müssen Meine Industriegebiet Hauptbahnhof Hauptfriedhof Stadtkern Altstadt
    Innenstadt Neustadt Mitte Boden Bühne Osten Westen Süden Weststadt Oststadt Nordstadt Südstadt Gartenstadt Oberstadt Zoo Halbe Körner Erden
    Fahren Kommen Train Haste Ohne Alf Kalt Breit Einig Salz Platte Lauf Haft Puls Nebel Recke Paradies Jade Insel Damp Kopp Schutz Wirft Ehr Nützen
    Born Werben Elend Hausten Grande Marktplatz Zentrum Nahe""".split()
)
"""Villages and quarters whose names are said in phrases ("in Lehre", "im Industriegebiet", "auf der Stelle"): more wrong finds than right ones."""

EVERYDAY = frozenset("""Kuchen Rahm Neuland Übersee Pracht Lotte Karl Linda Roth Damme Gallus Schmitt Iden Kirchen Steinen Brunnen""".split())
"""Words and given names that the dictionary's inflections don't show to be such."""

"""The words that the sentence splitter knows: abbreviations, months, and what begins a sentence. German, and common English."""

# Lists of words are read, and mended, as running text.

ABBREVIATIONS = frozenset(
    """
    abb abs abschn abt al allg anm aufl ausg bd bes betr bgm bspw bzgl bzw ca chr co ders dez dgl dipl dir dr ebd ehem eigtl einschl engl
    entspr erg etc evtl ev exkl fa feb febr ff fr frz geb gebr gegr gem gest gez ggf ggü griech grds hj hl hr hrsg inkl ing insb insbes ital jan
    jg jh jhd jr jun kath kfm kl lat lfd lt max med mi min mind mio mr mrd mrs ms mt mtl nachf nov nr okt op orig österr pfd phil pkt priv prof prov
    psych rd rel resp rs russ sen sep sept sog sr st std stdn stellv str tel tsd u urspr usf usw vgl vs wg z ziff zit zt zzgl zus
    approx dept est gen gov inc jul aug dec lt ltd mon no oct sgt st tue univ wed e.g i.e
    """.split()
)
"""Without their full stop, in small letters. Single letters are abbreviations anyway ("z. B.", "J. Müller")."""
ALSO_ENDING = frozenset("usw usf etc ff jh jhd chr co std stdn min mio mrd tsd max jr inc ltd a.m p.m u.s u.k d.c al".split())
"""These may end a sentence too: they do where a word follows that begins one."""
ONLY_BEFORE_NUMBERS = frozenset("art kap tab fig abb no op mt jun gen mon est mi al".split())
"""Words of their own, too ("jeder Art."): an abbreviation only with a number behind it."""
ORDINALS_FOLLOW = frozenset(
    """
    am im vom zum beim ans ins aufs der die das dem den des ein eine einer einem einen seit ab und oder bis laut gemäß jeder jede jedes jedem jeden
    frühen späten ihr ihre ihrem ihren ihrer sein seine seinem seinen seiner zur diesem dieser
    """.split()
)
"""What stands before an ordinal: "am 1.", "im frühen 19."."""
COUNTED = frozenset(
    """
    januar februar märz april mai juni juli august september oktober november dezember jan feb mär apr jun jul aug sep sept okt nov dez
    jahrhundert jahrhunderts lehrjahr lehrjahrs lehrjahres ausbildungsjahr ausbildungsjahrs jahr jahre jahres klasse lebensjahr lebensjahrs mal stufe tag
    tages woche semester semesters lernjahr platz stock etage auflage kapitel absatz weltkrieg weltkriegs monat monats quartal quartals buch
    """.split()
)
"""What an ordinal counts: no sentence ends between "3." and "Lehrjahr"."""
BEGINNERS = frozenset(
    """
    der die das den dem des ein eine einer einem einen es er sie wir ich ihr man wer was wie wo wenn weil als auch an am auf aus bei beim bis da dabei
    dafür dagegen daher damit danach dann daneben darauf darüber darum dazu denn dennoch derzeit deshalb dies diese dieser dieses doch dort durch erst
    etwa für gegen gibt hier hinter hinzu im in jede jeder jedes jedoch jetzt kein keine laut manche mehr mit nach neben nicht noch nun nur ob obwohl
    oder oft ohne schon sehr seit sein seine seitdem selbst so sobald solche sogar somit sondern später statt trotz über um und unter viele vielleicht
    vom von vor während warum weitere wegen weiter welche wieder zu zudem zuerst zum zur zwar zwischen zuvor außerdem allerdings anschließend
    the a an it he she they we you this that these those in on at for with after before but and or if when while however there its his her as from by nor so then
    """.split()
)
"""Words that, written with a capital, begin a sentence more often than they follow a number or an abbreviation in one."""

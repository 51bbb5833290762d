"""What the sources of make_places.py lack: common usage, and names to leave out."""

# ---------------------------------------------------------------- currencies
NOT_MONEY = "XAU XAG XPD XPT XBA XBB XBC XBD XTS XXX XSU XUA XDR XCG ZWL SLL CUC HRK BGN ANG".split()
NOT_MONEY.remove("BGN")                         # amounts in leva outlive the lev
NOT_MONEY.remove("XCG")
HISTORIC = "FRF ITL ESP DEM PTE BEF NLG ATS BGN HRK".split()

# Decimal places where they are not two (ISO 4217).
MINOR = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF ITL ESP".split(), 0)
MINOR |= dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3) | dict.fromkeys("CLF UYW".split(), 4)

SYMBOLS = {
    "EUR": ["€"], "USD": ["US$", "US $", "U.S. $", "U$S", "$US", "$ US"], "CAD": ["CA$", "C$", "CAN$", "Can$", "CDN$", "Cdn$", "$CA", "$ CA", "$CAN"],
    "AUD": ["A$", "AU$", "$AU"], "NZD": ["NZ$", "$NZ"], "HKD": ["HK$", "$HK"], "SGD": ["S$", "SG$"], "TWD": ["NT$"],
    "BRL": ["R$"], "MXN": ["Mex$", "MX$", "MEX$", "$MX"], "COP": ["COL$", "Col$", "$COP"], "ARS": ["AR$", "Ar$", "$AR"], "CLP": ["CLP$", "$CLP"],
    "PEN": ["S/", "S/."], "BOB": ["Bs", "Bs."], "VES": ["Bs.S", "Bs.D"], "CRC": ["₡"], "PYG": ["₲", "Gs."], "DOP": ["RD$"],
    "UYU": ["$U"], "JMD": ["J$"], "TTD": ["TT$"], "BBD": ["Bds$"], "BZD": ["BZ$"], "XCD": ["EC$"], "NAD": ["N$"], "FJD": ["FJ$"],
    "GBP": ["GB£", "UK£"], "EGP": ["E£", "LE"],
    "CHF": ["Fr.", "SFr.", "SFr", "sFr.", "Sfr."], "XPF": ["F CFP", "FCFP"],
    "GNF": ["FG"], "RWF": ["RF", "FRw", "Frw"], "BIF": ["FBu", "Fbu"], "MGA": ["Ar"], "DJF": ["Fdj"],
    "KES": ["KSh", "Ksh", "Kshs", "KShs", "Ksh.", "Kshs.", "KSh.", "K.Sh.", "Kes"], "UGX": ["USh", "Ush", "UShs", "Ushs", "USh.", "Ugx"],
    "TZS": ["TSh", "Tsh", "TShs", "Tshs", "TSh.", "Tzs"], "INR": ["₹", "INR."], "NGN": ["₦"], "GHS": ["GH₵", "GH¢", "GHc", "₵"], "ETB": ["Birr"],
    "MZN": ["MTn"], "MWK": ["MK"], "ZMW": ["ZK"], "MAD": ["DH"], "TND": ["DT"],
    "KRW": ["₩"], "JPY": ["JP¥"], "CNY": ["CN¥", "RMB", "元", "RMB¥"], "PHP": ["₱", "Php", "PhP"], "VND": ["₫", "đ"], "IDR": ["Rp", "Rp."],
    "MYR": ["RM"], "THB": ["฿"], "BDT": ["৳", "Tk", "Tk."], "KHR": ["៛"], "LAK": ["₭"], "MNT": ["₮"], "KZT": ["₸"], "GEL": ["₾"], "AMD": ["֏"], "AZN": ["₼"],
    "TRY": ["₺", "TL"], "UAH": ["₴"], "RUB": ["₽"], "ILS": ["₪", "NIS"], "PLN": ["zł", "zl"], "CZK": ["Kč"], "HUF": ["Ft"], "RON": ["lei", "Lei"], "BGN": ["лв", "лв."],
    "LKR": ["SLRs", "LKRs"], "NPR": ["NRs", "NRs."], "PKR": ["PKRs"], "DEM": ["DM"], "FRF": ["FF"], "NLG": ["ƒ"], "ATS": ["öS"], "ITL": ["Lit.", "₤"], "ESP": ["₧", "Pta", "Ptas", "pta", "ptas"],
    "ISK": ["ISKr"], "SEK": ["SKr", "SEKr"], "NOK": ["NKr", "NOKr"], "DKK": ["DKr", "DKKr"],
}

FAMILIES = {
    "dollar": {"symbols": ["$"], "members": "USD CAD AUD NZD HKD SGD TWD JMD TTD BBD BSD BZD BMD KYD XCD GYD SRD LRD NAD FJD SBD BND "
               "MXN COP ARS CLP UYU DOP CUP NIO CVE".split()},
    "pound": {"symbols": ["£"], "members": "GBP EGP LBP SYP SDG SSP GIP FKP SHP".split()},
    "franc": {"symbols": ["F", "Fr", "fr.", "frs", "Frs", "frs."], "members": "CHF XOF XAF XPF CDF RWF BIF GNF DJF KMF FRF BEF".split()},
    "cfa": {"symbols": ["FCFA", "F CFA", "F.CFA", "Fcfa", "CFA"], "members": "XOF XAF".split()},    # West and Central Africa
    "peso": {"symbols": ["$"], "members": "MXN COP ARS CLP UYU DOP CUP PHP".split()},
    "rupee": {"symbols": ["Rs", "Rs.", "₨", "Re", "Re."], "members": "INR PKR LKR NPR MUR SCR".split()},
    "krone": {"symbols": ["kr", "kr.", "Kr", "Kr."], "members": "SEK NOK DKK ISK".split()},
    "shilling": {"symbols": ["Sh", "Sh.", "Shs", "Shs.", "/="], "members": "KES UGX TZS SOS".split()},
    "dinar": {"symbols": ["DA", "din.", "Din."], "members": "DZD TND RSD BHD IQD JOD KWD LYD MKD".split()},
    "yen": {"symbols": ["¥", "￥"], "members": "JPY CNY".split()},
}

# ---------------------------------------------------------------- countries
CURRENCY_OF = {"HR": "EUR", "BG": "EUR", "CW": "XCG", "SX": "XCG", "SL": "SLE", "CU": "CUP", "ZW": "ZWG", "PA": "USD", "LS": "LSL", "NA": "NAD", "BT": "BTN",
               "HT": "HTG", "SV": "USD", "PS": "ILS", "CH": "CHF", "UY": "UYU", "BO": "BOB", "CL": "CLP", "CO": "COP", "MX": "MXN"}

NAMES = {
    "US": ["USA", "U.S.A.", "U.S.", "EEUU", "EE. UU.", "EE.UU.", "E.U.A.", "United States of America", "United States", "États-Unis d'Amérique", "Vereinigten Staaten", "Estados Unidos", "Stati Uniti d'America"],
    "GB": ["UK", "U.K.", "Great Britain", "Grande-Bretagne", "Großbritannien", "Gran Bretaña", "Gran Bretagna", "Grã-Bretanha", "Vereinigten Königreich", "Vereinigten Königreichs"],
    "CZ": ["Czech Republic", "République tchèque", "República Checa", "Repubblica Ceca", "Tschechische Republik", "Tschechischen Republik"],
    "KR": ["South Korea", "Republic of Korea", "Corée du Sud", "Südkorea", "Corea del Sur", "Corea del Sud", "Coreia do Sul", "Korea", "Corea", "Corée", "Coreia"],
    "KP": ["North Korea", "Corée du Nord", "Nordkorea", "Corea del Norte", "Corea del Nord", "Coreia do Norte"],
    "CD": ["Democratic Republic of the Congo", "Democratic Republic of Congo", "DR Congo", "République démocratique du Congo", "RDC", "DRC", "República Democrática del Congo", "Demokratische Republik Kongo"],
    "CI": ["Ivory Coast", "Côte d'Ivoire", "Elfenbeinküste", "Costa de Marfil", "Costa d'Avorio", "Costa do Marfim"],
    "NL": ["The Netherlands", "Holland", "Hollande", "Holanda", "Olanda", "Niederlanden"], "TR": ["Turkey", "Türkiye"], "PS": ["Palestine", "Palästina", "Palestina"],
    "RU": ["Russia", "Russian Federation"], "VN": ["Viet Nam", "Vietnam"], "IR": ["Iran", "Irán", "Irã"], "SY": ["Syria", "Syrie", "Syrien", "Siria", "Síria"],
    "BO": ["Bolivia", "Bolivie", "Bolivien", "Bolívia"], "VE": ["Venezuela"], "TZ": ["Tanzania", "Tanzanie", "Tansania", "Tanzânia", "Tanganyika"],
    "MD": ["Moldova", "Moldavie", "Moldau", "Moldavia"], "MM": ["Myanmar", "Burma", "Birmanie", "Birmania"], "LA": ["Laos"], "CV": ["Cape Verde", "Cap-Vert", "Kap Verde", "Capo Verde"],
    "SZ": ["Swaziland", "Eswatini"], "MK": ["North Macedonia", "Macédoine du Nord"], "CN": ["China", "People's Republic of China"], "CH": ["Confoederatio Helvetica"], "MX": ["México"], "PE": ["Perú"],
    "DE": ["Bundesrepublik"], "BA": ["Bosnia", "Bosnie", "Bosnien"], "LK": ["Sri Lanka"], "TW": ["Taiwan", "Taïwan", "Taiwán"], "MU": ["Île Maurice", "Ile Maurice"], "RE": ["La Réunion"],
    "BF": ["Burkina", "Burkina-Faso"], "AE": ["UAE"], "ZA": ["South Africa"], "SV": ["El Salvador"], "DO": ["República Dominicana"], "CG": ["Congo-Brazzaville"], "JE": ["Bailiwick of Jersey"],
}

# Names that are also ordinary words, first names, or places elsewhere.
UNSAFE_NAMES = set("Jersey Chili Maurice Dominique Grenade Granada Salvador Palau Man Réunion Reunión Reunião Congo Kongo Martinique Georgia "
                   "Saba Island".split()) - {"Martinique", "Georgia"}

# Adjectives and demonyms, lower case, as stems.
WORDS = {
    "AR": "argentin* argentinian*", "AT": "austrian* autrichien* österreich* austriac* austríac*", "AU": "australian* australien* australisch*", "BD": "bangladeshi* bangladais* bangladesch* bangladesí*",
    "BE": "belgian* belge belges belgisch* belga belgas belgi wallon* flemish flamand* flämisch* flamenc*", "BF": "burkinab* burkinés*", "BG": "bulgarian* bulgare bulgares bulgarisch* búlgar* bulgar*", "BJ": "béninois* beninese beninois* beninés*",
    "BO": "bolivian* bolivien* bolivianisch*", "BR": "brazilian* brésilien* brasilian* brasileñ* brasileir* brasilien*", "CA": "canadian* canadien* kanadisch* kanadier* canadiens* canadens* canades* québécois* quebecois* quebecker* québecois*",
    "CD": "congolese congolais* kongolesisch* congoleñ* congolês*", "CH": "swiss suisse suisses schweizer* schweizerisch* suizo* suiza* svizzer* suíço* suíça* helvétique*", "CI": "ivorian* ivoirien* ivorisch* marfileñ* ivorian* marfinens*", "CL": "chilean* chilien* chilenisch* chileno* chilena*",
    "CM": "cameroonian* camerounais* kamerunisch* camerunés* camarones* camaronês*", "CN": "chinese chinois* chinesisch* chino chinos china's cinese cinesi chinês*", "CO": "colombian* colombien* kolumbian*", "CR": "costa-rican* costaricain* costarricens* costarriquen*", "CU": "cuban* cubain* kubanisch*", "CZ": "czech* tchèque* tschechisch* checo checa checos checas ceco ceca cechi tcheco tcheca",
    "DE": "german germans allemand* deutsch* alemán* aleman* tedesc* alemão* alemã*", "DK": "danish danois* dänisch* danés danesa* danese danesi dinamarquês*", "DZ": "algerian* algérien* algerisch* argelin* algerin*", "EC": "ecuadorian* équatorien* ecuadorianisch* ecuatorian* equatorian*", "EE": "estonian* estonien* estnisch* eston*", "EG": "egyptian* égyptien* ägyptisch* egipci* egizian* egípci*",
    "ES": "spanish espagnol* spanisch* español* spagnol* espanhol* basque* baskisch* vasco vasca vascos vascas catalan* katalanisch* andaluz* gallego*", "ET": "ethiopian* éthiopien* äthiopisch* etíop* etiop*", "FI": "finnish finlandais* finnisch* finlandés* finlandes* finlandês*", "FR": "french français* französisch* francés francesa* francese francesi francês*",
    "GB": "british britannique* britisch* británic* britannic* britânic* scottish écossais* schottisch* escocés* welsh gallois* walisisch*", "GE": "georgian georgians géorgien* georgisch*", "GH": "ghanaian* ghanéen* ghanaisch* ghanés* ghanes*", "GN": "guinéen*", "GR": "greek greeks grec grecs grecque* griechisch* griego* griega* grech* greci grego grega gregos",
    "GT": "guatemalan* guatémaltèque* guatemaltec* guatemalteq*", "HN": "honduran* hondurien* hondureñ* honduregn* hondurenh*", "HR": "croatian* croate* kroatisch* croata croatas croati", "HT": "haitian* haïtien* haitianisch*", "HU": "hungarian* hongrois* ungarisch* húngar* ungheres*", "ID": "indonesian* indonésien* indonesisch* indones*", "IE": "irish irlandais* irisch* irlandés* irlandes* irlandês*",
    "IL": "israeli* israélien* israelisch* israelí* israelian*", "IN": "indian indians indien indiens indienne* indisch*", "IQ": "iraqi* irakien* irakisch* iraquí*", "IR": "iranian* iranien* iranisch* iraní*", "IS": "icelandic islandais* isländisch* islandés* islandes*", "IT": "italian* italien* italienisch* italiano*", "JM": "jamaican* jamaïcain* jamaikanisch* jamaiquin*", "JO": "jordanian* jordanien* jordanisch* jordan* giordan*",
    "JP": "japanese japonais* japanisch* japonés* japones* giappones* japonês*", "KE": "kenyan* kényan* kenianisch* kenian* keniat* keniota* kenyot* queniano* queniana*", "KH": "cambodian* cambodgien* kambodschanisch* camboyan* cambogian*", "KR": "korean* coréen* koreanisch* corean* corean* coreano*", "KZ": "kazakh* kasachisch* kazaj* cazaque*", "LB": "lebanese libanais* libanesisch* libanés* libanes* libanês*", "LK": "lankan* sri-lankais*",
    "LT": "lithuanian* lituanien* litauisch* lituan*", "LU": "luxembourgeois* luxemburgisch* luxemburgués* lussemburghes*", "LV": "latvian* letton* lettisch* letón letona* lettone", "MA": "moroccan* marocain* marokkanisch* marroquí* marocchin* marroquin*", "MD": "moldovan* moldave* moldauisch*", "MG": "malagasy malgache* madagassisch* malgasci*", "ML": "malian malians malien maliens malienne* malisch* maliense*", "MN": "mongolian* mongolisch*", "MW": "malawian* malawien* malawisch*", "MX": "mexican* mexicain* mexikanisch* messican*",
    "MY": "malaysian* malaisien* malaysisch* malasi*", "MZ": "mozambican* mozambicain* mosambikanisch* mozambiqueñ* moçambican* mozambican*", "NE": "nigérien*", "NG": "nigerian nigerians nigérian* nigerianisch* nigeriano* nigeriana*", "NI": "nicaraguan* nicaraguayen* nicaragüens* nicaraguens*", "NL": "dutch néerlandais* niederländisch* neerlandés* neerlandes* olandes* holandés* holandês*", "NO": "norwegian* norvégien* norwegisch* noruego* noruega* norvegese norvegesi norueg*", "NP": "nepali nepalese népalais* nepalesisch* nepalí nepalés*",
    "NZ": "neo-zélandais* néo-zélandais* neuseeländisch* neozelandés* neozelandes* aotearoa", "PA": "panamanian* panaméen* panameñ*", "PE": "peruvian* péruvien* peruanisch* peruan*", "PH": "filipino* filipina* philippin philippine* philippinisch*", "PK": "pakistani* pakistanais* pakistanisch* pakistaní*", "PL": "polish polonais* polnisch* polaco polaca* polacc* polonês* polones*", "PS": "palestinian* palestinien* palästinensisch* palestin*", "PT": "portuguese portugais* portugiesisch* portugués portuguesa* portoghes* português*", "PY": "paraguayan* paraguayen* paraguay*",
    "RO": "romanian* roumain* rumänisch* ruman* rumen* romeno*", "RS": "serbian* serbe serbes serbisch* serbio* sérvio* sérvia*", "RU": "russian* russe russes russisch* ruso rusa rusos russo russa", "RW": "rwandan* rwandais* ruandisch* ruandés* ruandes*", "SE": "swedish suédois* schwedisch* sueco sueca suecos suecas svedes*", "SI": "slovenian* slovene* slovène* slowenisch* esloveno* sloveno slovena sloveni", "SK": "slovak* slovaque* slowakisch* eslovac* slovacc*", "SN": "senegalese sénégalais* senegalesisch* senegalés* senegales* senegalês*", "SV": "salvadoran* salvadorien* salvadoreñ* salvadoregn*",
    "TG": "togolese togolais* togoisch* togolés* togoles*", "TH": "thai thaïlandais* thailändisch* tailandés* tailandes* thailandes*", "TN": "tunisian* tunisien* tunesisch* tunecin* tunisin*", "TR": "turkish turc turcs turque* türkisch* turco turca turcos turcas", "TW": "taiwanese taïwanais* taiwanesisch* taiwanés*", "TZ": "tanzanian* tanzanien* tansanisch* tanzan*", "UA": "ukrainian* ukrainien* ukrainisch* ucranian* ucrain*", "UG": "ugandan* ougandais* ugandisch* ugandés* ugandes*", "US": "us-amerikan* estadounidens* statunitens* estadunidens* états-unien*", "UY": "uruguayan* uruguayen* uruguayisch* uruguay*",
    "VE": "venezuelan* vénézuélien* venezolan*", "VN": "vietnamese vietnamien* vietnamesisch* vietnamita*", "ZA": "sud-africain* südafrikanisch* sudafrican* sul-african*", "ZM": "zambian* zambien* sambisch*", "ZW": "zimbabwean* zimbabwéen* simbabwisch*",
}

# ---------------------------------------------------------------- places
TWO_LEVELS = set("FR ES IT GB BE".split())      # the second level is as well known as the first
CITIES = dict.fromkeys("US GB DE FR ES IT BR IN CA CN JP MX".split(), 45) | dict.fromkeys("AR AU CH CO KR PT PL NL BE ZA KE NG SE".split(), 25)

# Ordinary-looking words that, with a capital, are the place.
SAFE_PLACES = set("Paris London Berlin Lyon Roma Lima Florida Fortaleza Manila Hamburg Frankfurt Toscana Alsace Bretagne Champagne Normandie Ontario Manitoba "
                  "Dakar Bogotá Cali Quito Caracas Lisboa Bordeaux Marseille Toulouse Cardiff Zürich Genève Bern Basel Wien Madrid Sevilla Oaxaca Chiapas Kerala Gujarat "
                  "Punjab Kisumu Ashanti Turin Milano Napoli Veneto Lazio Piemonte Bahia Paraná Pernambuco Amazonas Galicia Andalucía".split()) - {"Champagne", "Amazonas"}
# Names of people or of other things that dictionaries miss.
UNSAFE_PLACES = set("Victoria Lincoln Washington Nelson Santos Medina Kent Orlando Santiago Jackson Houston Austin Charlotte Madison Essen Halle Nancy Nice Tours Reading Bath "
                    "Münster Hull Cork Split Most Bergen Worms Salvador Natal Manuel Carlos Marseilles Cambridge Oxford Aurora Bolívar Sucre Colón Florence Virginia Carolina Roma "
                    "Santa Fe Mercedes Wolfsburg Nestor Union Lagos Male Mary Osh Van Mobile Phoenix Columbus Dallas Arlington Henderson Irving Raleigh Lancaster Buffalo Sokoto "
                    "Lorraine Hope Central Eastern Western Northern Southern Ain Aube Var Cher Lot Nord Sud Est Ouest Aude Eure Manche Landes Indre Somme Loire Creuse Vienne Orne Moray Down Devon Durham York "
                    "Darwin Brent Sutton Merton Newport Barnet Bedford Dudley Stirling Bradford Burnaby Vaughan Markham Barrie Kitchener Jamestown Durango Kennedy Hanover Clarendon Trelawny "
                    "Tasman Surat Zamora Mendoza Enfield Halton Bolton Loreto Angus Sahel Gent Como Lodi Enna Pisa Bari Prato Rimini Trento Fermo Monza Asti Cantal Drôme".split()) - set("Roma Pisa Bari Trento Rimini Prato Lagos Orlando Houston Phoenix Dallas Cantal Drôme Loire".split())

PLACES = {
    "US": ["New York", "New England", "California", "Massachusetts", "Washington, D.C.", "Washington DC", "Chicago", "Los Angeles", "San Francisco", "Boston", "Philadelphia", "Wisconsin", "Vermont", "Appalachia", "Nouvelle-Angleterre", "Nueva York", "Nova York", "Californie", "Kalifornien", "Midwest"],
    "CA": ["Québec", "Toronto", "Montréal", "Vancouver", "Ottawa", "Ontario", "British Columbia", "Colombie-Britannique", "Nova Scotia", "Nouvelle-Écosse", "New Brunswick", "Nouveau-Brunswick", "Newfoundland", "Terre-Neuve", "Prince Edward Island", "Île-du-Prince-Édouard", "Saskatchewan", "Halifax", "Sherbrooke", "Gaspésie", "Outaouais", "Abitibi", "Mauricie", "Lanaudière", "Laurentides", "Saguenay", "Cape Breton", "Winnipeg", "Edmonton", "Calgary"],
    "GB": ["London", "Londres", "Londra", "Scotland", "Écosse", "Schottland", "Escocia", "Scozia", "Escócia", "England", "Angleterre", "Inglaterra", "Inghilterra", "Wales", "Pays de Galles", "Northern Ireland", "Irlande du Nord", "Nordirland", "Edinburgh", "Glasgow", "Aberdeenshire", "Cornwall", "Yorkshire", "Manchester", "Liverpool", "Bristol", "Leeds", "Sheffield", "Belfast", "Hebrides", "Orkney", "Shetland"],
    "FR": ["Paris", "Parigi", "Lyon", "Marseille", "Toulouse", "Bordeaux", "Lille", "Nantes", "Strasbourg", "Rennes", "Grenoble", "Montpellier", "Brittany", "Bretagne", "Bretaña", "Normandie", "Normandy", "Alsace", "Provence", "Île-de-France", "Rhône-Alpes", "Auvergne", "Meuse", "Ardennes", "Occitanie", "Nouvelle-Aquitaine", "Picardie", "Hauts-de-France", "Ardèche", "Finistère", "Corrèze", "Drôme", "Isère"],
    "ES": ["Madrid", "Barcelona", "Barcelone", "Basque Country", "Pays basque", "País Vasco", "Baskenland", "Paesi Baschi", "Euskadi", "Gipuzkoa", "Guipúzcoa", "Bizkaia", "Vizcaya", "Mondragon", "Mondragón", "Donostia", "Bilbao", "Catalonia", "Cataluña", "Catalunya", "Catalogne", "Katalonien", "Andalucía", "Andalusia", "Andalousie", "Andalusien", "Galicia", "Sevilla", "Seville", "Navarra", "Navarre", "Asturias", "Extremadura", "Vitoria-Gasteiz", "Zaragoza", "Castilla", "San Sebastián"],
    "DE": ["Berlin", "Hamburg", "München", "Munich", "Múnich", "Monaco di Baviera", "Munique", "Köln", "Cologne", "Frankfurt", "Stuttgart", "Leipzig", "Bayern", "Bavaria", "Bavière", "Baviera", "Sachsen", "Hessen", "Niedersachsen", "Nordrhein-Westfalen", "Baden-Württemberg", "Thüringen", "Brandenburg", "Allgäu", "Saxony", "Hesse", "Rheinland-Pfalz", "Schleswig-Holstein", "Freistaat Bayern"],
    "IT": ["Roma", "Rome", "Rom", "Milano", "Milan", "Mailand", "Milán", "Milão", "Torino", "Turin", "Napoli", "Naples", "Neapel", "Bologna", "Firenze", "Florenz", "Toscana", "Tuscany", "Toscane", "Toskana", "Emilia-Romagna", "Lombardia", "Lombardy", "Lombardie", "Piemonte", "Piedmont", "Sicilia", "Sicily", "Sicile", "Sizilien", "Sardegna", "Sardinia", "Puglia", "Veneto", "Venezia", "Trentino", "Alto Adige", "Südtirol", "Friuli", "Valle d'Aosta"],
    "CH": ["Zürich", "Zurich", "Zurigo", "Genève", "Geneva", "Genf", "Ginevra", "Ginebra", "Genebra", "Basel", "Bâle", "Bern", "Berne", "Lausanne", "Aargau", "Argovie", "Solothurn", "Soleure", "Luzern", "Lucerne", "Ticino", "Tessin", "Vaud", "Valais", "Wallis", "Graubünden", "Aarau"],
    "AT": ["Wien", "Vienna", "Graz", "Salzburg", "Innsbruck", "Tirol", "Tyrol", "Steiermark", "Kärnten", "Vorarlberg"], "BE": ["Bruxelles", "Brussels", "Brüssel", "Bruselas", "Bruxelas", "Wallonie", "Wallonia", "Vlaanderen", "Flanders", "Flandre", "Flandern", "Liège", "Antwerp", "Anvers", "Ghent", "Charleroi", "Namur"],
    "PT": ["Lisboa", "Lisbon", "Lisbonne", "Lissabon", "Lisbona", "Alentejo", "Algarve", "Açores", "Azores", "Coimbra", "Braga", "Trás-os-Montes", "Beira Interior"], "BR": ["São Paulo", "Rio de Janeiro", "Brasília", "Rio Grande do Sul", "Minas Gerais", "Porto Alegre", "Belo Horizonte", "Salvador da Bahia", "Bahia", "Pernambuco", "Recife", "Paraná", "Santa Catarina", "Ceará", "Maranhão", "Curitiba", "Fortaleza"],
    "SE": ["Stockholm", "Göteborg", "Gothenburg", "Malmö", "Västra Götaland", "Skåne", "Uppsala", "Estocolmo", "Stoccolma", "Norrland"], "NO": ["Oslo", "Trondheim", "Stavanger", "Tromsø", "Nordland"], "DK": ["Copenhagen", "København", "Kopenhagen", "Copenhague", "Copenaghen", "Aarhus", "Jylland", "Jutland"], "FI": ["Helsinki", "Tampere", "Turku", "Lapland"],
    "NL": ["Amsterdam", "Rotterdam", "Den Haag", "The Hague", "La Haye", "Utrecht", "Groningen", "Friesland", "Gelderland"], "IE": ["Dublin", "Galway", "Donegal", "Connemara", "Dublín", "Dublino"], "PL": ["Warszawa", "Warsaw", "Varsovie", "Warschau", "Varsovia", "Varsavia", "Kraków", "Krakow", "Cracovie", "Wrocław", "Poznań", "Gdańsk"],
    "GR": ["Athens", "Athènes", "Athen", "Atenas", "Atene", "Thessaloniki", "Thessalonique", "Crete", "Crète", "Kreta"], "CZ": ["Praha", "Prague", "Prag", "Praga", "Brno", "Moravia"], "HU": ["Budapest"], "RO": ["București", "Bucharest", "Bucarest", "Bukarest", "Transylvania", "Cluj-Napoca"], "RU": ["Moscow", "Moscou", "Moskau", "Moscú", "Mosca", "Moscovo"],
    "KE": ["Nairobi", "Mombasa", "Kisumu", "Nakuru", "Eldoret", "Uasin Gishu", "Nandi County", "Kericho", "Kiambu", "Machakos", "Rift Valley", "Kakamega", "Bomet"], "UG": ["Kampala", "Gulu", "Mbarara", "Entebbe"], "TZ": ["Dar es Salaam", "Arusha", "Dodoma", "Zanzibar", "Mwanza", "Kilimanjaro"], "ET": ["Addis Ababa", "Addis-Abeba", "Addis Abeba", "Oromia", "Amhara", "Tigray"],
    "BF": ["Ouagadougou", "Bobo-Dioulasso", "Koudougou", "Ouahigouya"], "SN": ["Dakar", "Thiès", "Casamance", "Ziguinchor", "Saint-Louis du Sénégal"], "ML": ["Bamako", "Sikasso", "Ségou", "Mopti", "Tombouctou"], "CI": ["Abidjan", "Bouaké", "Yamoussoukro"], "CM": ["Yaoundé", "Douala", "Bamenda"], "GH": ["Accra", "Kumasi", "Tamale", "Ashanti Region"], "NG": ["Abuja", "Lagos", "Ibadan", "Kano State", "Port Harcourt"], "BJ": ["Cotonou", "Porto-Novo", "Parakou"], "TG": ["Lomé"], "NE": ["Niamey", "Zinder"],
    "CD": ["Kinshasa", "Goma", "Bukavu", "Lubumbashi", "North Kivu", "South Kivu", "Nord-Kivu", "Sud-Kivu"], "RW": ["Kigali"], "MG": ["Antananarivo", "Tananarive"], "MA": ["Casablanca", "Rabat", "Marrakech", "Agadir", "Souss-Massa"], "TN": ["Tunis", "Sfax", "Sousse"], "DZ": ["Alger", "Algiers", "Argel", "Kabylie"], "EG": ["Cairo", "Le Caire", "Kairo", "El Cairo", "Il Cairo"], "ZA": ["Johannesburg", "Cape Town", "Durban", "Pretoria", "KwaZulu-Natal", "Western Cape", "Eastern Cape", "Gauteng", "Limpopo"],
    "IN": ["Delhi", "New Delhi", "Mumbai", "Kolkata", "Bengaluru", "Bangalore", "Chennai", "Hyderabad", "Uttarakhand", "Kerala", "Gujarat", "Rajasthan", "Tamil Nadu", "Maharashtra", "Bihar", "West Bengal", "Uttar Pradesh", "Himachal Pradesh", "Madhya Pradesh", "Odisha", "Karnataka", "Ahmedabad"], "BD": ["Dhaka", "Chittagong"], "NP": ["Kathmandu", "Pokhara"], "LK": ["Colombo", "Kandy"], "PK": ["Karachi", "Lahore", "Islamabad", "Sindh"],
    "KR": ["Seoul", "Séoul", "Seúl", "Seul", "Busan", "Incheon", "Daegu", "Daejeon", "Gwangju", "Gyeonggi", "Gyeonggi-do", "Gangwon", "Jeju", "Suwon", "Jeonju"], "JP": ["Tokyo", "Tokio", "Tóquio", "Osaka", "Kyoto", "Hokkaido", "Fukuoka", "Yokohama", "Kobe", "Nagoya"], "CN": ["Beijing", "Pékin", "Peking", "Pekín", "Pechino", "Shanghai", "Sichuan", "Yunnan"], "PH": ["Manila", "Mindanao", "Luzon", "Quezon City", "Cebu", "Davao"], "ID": ["Jakarta", "Yogyakarta", "Sulawesi", "Sumatra", "Java Barat", "Surabaya"], "VN": ["Hanoi", "Hanói", "Ho Chi Minh City", "Hô Chi Minh-Ville"], "TH": ["Bangkok", "Chiang Mai"],
    "CO": ["Bogotá", "Medellín", "Popayán", "Cauca", "Valle del Cauca", "Antioquia", "Cundinamarca", "Nariño", "Cartagena de Indias", "Cali", "Barranquilla"], "MX": ["Ciudad de México", "Mexico City", "CDMX", "Oaxaca", "Chiapas", "Puebla", "Guadalajara", "Jalisco", "Veracruz", "Yucatán"], "AR": ["Buenos Aires", "Misiones"], "CL": ["Santiago de Chile", "Valparaíso", "Araucanía", "Temuco"], "PE": ["Lima", "Cusco", "Arequipa", "Ayacucho"], "EC": ["Quito", "Guayaquil", "Cotopaxi", "Chimborazo"], "BO": ["Cochabamba", "El Alto", "Santa Cruz de la Sierra"], "UY": ["Montevideo"], "PY": ["Asunción"], "VE": ["Caracas"], "GT": ["Ciudad de Guatemala", "Quetzaltenango"], "NI": ["Managua", "Matagalpa"], "HN": ["Tegucigalpa"], "CR": ["San José de Costa Rica"], "HT": ["Port-au-Prince"], "CU": ["La Habana", "Havana", "La Havane"],
    "AU": ["Sydney", "Melbourne", "Brisbane", "New South Wales", "Queensland", "Tasmania", "South Australia", "Western Australia", "Adelaide"], "NZ": ["Auckland", "Wellington", "Christchurch", "Waikato", "Otago"], "TR": ["Istanbul", "İstanbul", "Estambul", "Ankara", "Anatolia"], "LB": ["Beirut", "Beyrouth"], "UA": ["Kyiv", "Kiev", "Lviv"], "IL": ["Tel Aviv", "Jerusalem"],
}

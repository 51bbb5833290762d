//! Sentences as they are written, and what their figures are.

use crate::document::{Block, BlockKind, DocumentBuilder, Flow, Pagination, Span, Style};
use crate::figure::{About, Figure, Kind, Recogniser, Scope};
use crate::knowledge::Knowledge;
use crate::template::{Piece, Role, Section, Structure};

/// The figures of one paragraph in a section.
fn read(recogniser: &Recogniser, language: &str, section: &str, text: &str) -> Vec<Figure> {
    let mut builder = DocumentBuilder::new(Pagination::None);
    let span = builder.push_text(text);
    builder.push_block(Block { kind: BlockKind::Paragraph, flow: Flow::Body, span, marker: None, style: Style::default() });
    let section = Section { id: section.to_owned(), part_of: None, also: vec![], heading: None, confidence: 1.0, flags: vec![] };
    let structure = Structure {
        sections: vec![section],
        pieces: vec![Piece { span: Span::new(0, span.end), role: Role::Content, section: Some(0), cell: None }],
        ..Structure::default()
    };
    recogniser.figures(&builder.finish(), &structure, About { language: Some(language), currency: Some("EUR"), places: &[] }).figures
}

/// Language, text, and what is expected of its figures in order; at most `slips` of a table may be read otherwise.
type Case = (&'static str, &'static str, &'static [&'static str]);

fn check(cases: &[Case], section: &str, slips: usize, of: impl Fn(&Figure) -> String) {
    let recogniser = Recogniser::load(&Knowledge::embedded()).unwrap();
    let mut wrong = Vec::new();
    for (language, text, want) in cases {
        let got: Vec<String> = read(&recogniser, language, section, text).iter().map(&of).collect();
        if got != *want {
            wrong.push(format!("{language} {text:?}: {got:?} for {want:?}"));
        }
    }
    assert!(wrong.len() <= slips, "{}", wrong.join("\n"));
}

const MEASURES: &[Case] = &[
    ("en", "Our turnover was € 2.1 million in 2021.", &["revenue"]),
    ("en", "The city gave a grant of € 40,000.", &["funding"]),
    ("en", "A bank loan of € 300,000 covered the rest.", &["investment"]),
    ("en", "Wages cost us € 410,000 a year.", &["cost"]),
    ("en", "The loan carries an interest rate of 3 %.", &["investment"]),
    ("en", "Sales rose by 12 %.", &["revenue"]),
    ("en", "We employ 34 people.", &["jobs"]),
    ("fr", "Le chiffre d'affaires atteint 2,1 millions d'euros.", &["revenue"]),
    ("fr", "La subvention de la région est de 40 000 €.", &["funding"]),
    ("fr", "Nous avons emprunté : un prêt de 300 000 € sur dix ans.", &["investment"]),
    ("fr", "Les salaires nous coûtent 410 000 € par an.", &["cost"]),
    ("fr", "Le taux d'intérêt est de 3 %.", &["investment"]),
    ("fr", "Les ventes ont augmenté de 12 %.", &["revenue"]),
    ("es", "La facturación fue de 2,1 millones de euros.", &["revenue"]),
    ("es", "Recibimos una subvención de 40.000 €.", &["funding"]),
    ("es", "El préstamo asciende a 300.000 €.", &["investment"]),
    ("es", "Los salarios cuestan 410.000 € al año.", &["cost"]),
    ("es", "Las ventas subieron un 12 %.", &["revenue"]),
    ("de", "Der Umsatz lag bei 2,1 Mio. €.", &["revenue"]),
    ("de", "Die Förderung betrug 40.000 €.", &["funding"]),
    ("de", "Ein Darlehen von 300.000 € kam dazu.", &["investment"]),
    ("de", "Die Personalkosten betragen 410.000 € im Jahr.", &["cost"]),
    ("de", "Der Umsatz stieg um 12 %.", &["revenue"]),
    ("it", "Il fatturato è di 2,1 milioni di euro.", &["revenue"]),
    ("it", "Abbiamo ricevuto un contributo pubblico di 40.000 €.", &["funding"]),
    ("it", "Il mutuo è di 300.000 €.", &["investment"]),
    ("it", "Gli stipendi costano 410.000 € all'anno.", &["cost"]),
    ("it", "Le vendite sono cresciute del 12 %.", &["revenue"]),
    ("pt", "A faturação foi de 2,1 milhões de euros.", &["revenue"]),
    ("pt", "Recebemos um subsídio de 40.000 €.", &["funding"]),
    ("pt", "O empréstimo é de 300.000 €.", &["investment"]),
    ("pt", "Os salários custam 410.000 € por ano.", &["cost"]),
    ("pt", "As vendas subiram 12 %.", &["revenue"]),
];

#[test]
fn measures() {
    check(MEASURES, "summary", 2, |f| f.measure.clone());
}

const SCOPES: &[Case] = &[
    ("en", "We have 120 members.", &["organisation"]),
    ("en", "Our turnover was € 2.1 million.", &["organisation"]),
    ("en", "Nationwide the sector counts 4,300 cooperatives.", &["sector"]),
    ("en", "Across the country there are 18,000 social enterprises.", &["sector"]),
    ("en", "Our cooperative employs 34 workers.", &["organisation"]),
    ("fr", "Nous comptons 120 membres.", &["organisation"]),
    ("fr", "Notre chiffre d'affaires est de 2,1 millions d'euros.", &["organisation"]),
    ("fr", "Le secteur compte 4 300 coopératives dans le pays.", &["sector"]),
    ("fr", "Au niveau national, on recense 18 000 entreprises sociales.", &["sector"]),
    ("fr", "Notre coopérative emploie 34 salariés.", &["organisation"]),
    ("es", "Nuestra cooperativa tiene 120 socios.", &["organisation"]),
    ("es", "Nosotros facturamos 2,1 millones de euros.", &["organisation"]),
    ("es", "El sector suma 4.300 cooperativas en todo el país.", &["sector"]),
    ("es", "A nivel nacional hay 18.000 empresas sociales.", &["sector"]),
    ("es", "Somos 34 trabajadores.", &["organisation"]),
    ("de", "Wir haben 120 Mitglieder.", &["organisation"]),
    ("de", "Unser Umsatz lag bei 2,1 Mio. €.", &["organisation"]),
    ("de", "Bundesweit zählt die Branche 4.300 Genossenschaften.", &["sector"]),
    ("de", "Landesweit gibt es 18.000 Sozialunternehmen.", &["sector"]),
    ("de", "Unsere Genossenschaft beschäftigt 34 Mitarbeiter.", &["organisation"]),
    ("it", "Siamo 120 soci.", &["organisation"]),
    ("it", "Il nostro fatturato è di 2,1 milioni di euro.", &["organisation"]),
    ("it", "A livello nazionale il settore conta 4.300 cooperative.", &["sector"]),
    ("it", "In tutta Italia il settore ha 18.000 imprese sociali.", &["sector"]),
    ("it", "La nostra cooperativa occupa 34 lavoratori.", &["organisation"]),
    ("pt", "A nossa cooperativa tem 120 membros.", &["organisation"]),
    ("pt", "O nosso volume de negócios é de 2,1 milhões de euros.", &["organisation"]),
    ("pt", "A nível nacional o setor conta 4.300 cooperativas.", &["sector"]),
    ("pt", "Em todo o país há 18.000 empresas sociais.", &["sector"]),
    ("pt", "Somos 34 trabalhadores.", &["organisation"]),
];

fn scope(figure: &Figure) -> String {
    match figure.scope {
        Scope::Organisation => "organisation",
        Scope::Sector => "sector",
        Scope::Other => "other",
    }
    .to_owned()
}

/// What the sector's words don't say the section does, so these stand where no section speaks for the sector.
#[test]
fn scopes() {
    let (own, sector): (Vec<Case>, Vec<Case>) = SCOPES.iter().copied().partition(|c| c.2 == ["organisation"]);
    check(&own, "summary", 0, scope);
    check(&sector, "background", 0, scope);
}

const PERIODS: &[Case] = &[
    ("en", "In 2019 we had 120 members.", &["2019"]),
    ("en", "We earned € 2.1 million in 2021.", &["2021"]),
    ("en", "Since 2016 we have trained 300 people.", &["-"]),
    ("en", "Under the Act of 2007 there are 300 enterprises.", &["-"]),
    ("en", "The rent is € 400 per month.", &["P1M"]),
    ("en", "From 2013 to 2018 we received € 90,000.", &["2013/2018"]),
    ("fr", "En 2019, nous avions 120 membres.", &["2019"]),
    ("fr", "Le chiffre d'affaires était de 2,1 millions d'euros en 2021.", &["2021"]),
    ("fr", "Depuis 2016, nous avons formé 300 personnes.", &["-"]),
    ("fr", "Le loyer est de 400 € par mois.", &["P1M"]),
    ("fr", "Nous servons 300 repas par jour à 80 personnes.", &["P1D", "-"]),
    ("es", "En 2019 teníamos 120 socios.", &["2019"]),
    ("es", "La facturación fue de 2,1 millones de euros en 2021.", &["2021"]),
    ("es", "Desde 2016 hemos formado a 300 personas.", &["-"]),
    ("es", "El alquiler es de 400 € al mes.", &["P1M"]),
    ("es", "La ley 27 de 2014 obliga a 300 empresas.", &["-"]),
    ("de", "Im Jahr 2019 hatten wir 120 Mitglieder.", &["2019"]),
    ("de", "Der Umsatz lag 2021 bei 2,1 Mio. €.", &["2021"]),
    ("de", "Seit 2016 haben wir 300 Personen geschult.", &["-"]),
    ("de", "Die Miete beträgt 400 € pro Monat.", &["P1M"]),
    ("de", "Im Geschäftsjahr 2020/21 zahlten wir 90.000 € Löhne.", &["2020/2021"]),
    ("it", "Nel 2019 avevamo 120 soci.", &["2019"]),
    ("it", "Il fatturato è stato di 2,1 milioni di euro nel 2021.", &["2021"]),
    ("it", "Dal 2016 abbiamo formato 300 persone.", &["-"]),
    ("it", "L'affitto è di 400 € al mese.", &["P1M"]),
    ("it", "Tra il 2013 e il 2018 abbiamo speso 90.000 €.", &["2013/2018"]),
    ("pt", "Em 2019 tínhamos 120 membros.", &["2019"]),
    ("pt", "A faturação foi de 2,1 milhões de euros em 2021.", &["2021"]),
    ("pt", "Desde 2016 formámos 300 pessoas.", &["-"]),
    ("pt", "A renda é de 400 € por mês.", &["P1M"]),
    ("pt", "Entre 2013 e 2018 gastámos 90.000 €.", &["2013/2018"]),
    ("en", "Our sales reached € 400,000 in 2021, 15 % more than in 2020.", &["2021", "2020/2021"]),
    ("de", "2021 betrug der Umsatz 400.000 €, 15 % mehr als 2020.", &["2021", "2020/2021"]),
    ("fr", "En 2021, nos ventes étaient de 400 000 €, 15 % de plus qu'en 2020.", &["2021", "2020/2021"]),
];

#[test]
fn periods() {
    check(PERIODS, "summary", 2, |f| f.period.clone().unwrap_or("-".to_owned()));
}

#[test]
fn an_amount_said_twice_is_one_reading() {
    let recogniser = Recogniser::load(&Knowledge::embedded()).unwrap();
    let cases = [
        ("en", "In 2016 the state fund lent us US$ 137 million (EUR 93 million)."),
        ("fr", "En 2016, la subvention était de 137 M CHF (93 M €)."),
        ("de", "Das Darlehen betrug 2016 CHF 137.000 (EUR 93.000)."),
    ];
    for (language, text) in cases {
        let figures = read(&recogniser, language, "summary", text);
        assert!(figures.len() == 2 && figures.iter().all(|f| f.kind == Kind::Money), "{text}");
        assert_eq!(figures[0].measure, figures[1].measure, "{text}");
        assert_eq!((figures[0].scope, &figures[0].period), (figures[1].scope, &figures[1].period), "{text}");
    }
}

#[test]
fn a_long_paragraph_is_read_in_time_with_its_length() {
    let recogniser = Recogniser::load(&Knowledge::embedded()).unwrap();
    let text = "sales of € 2,000 in 2019 and costs of € 1,500, ".repeat(2_000);
    assert_eq!(read(&recogniser, "en", "summary", &text).len(), 4_000);
}

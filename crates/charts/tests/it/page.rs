//! A chart read back the way a browser or a document would: as strict XML.

use maud::Markup;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

#[derive(Debug, Clone)]
pub struct Element {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    /// All the text inside.
    pub text: String,
    /// Positions of the elements around it, the outermost first.
    pub inside: Vec<usize>,
}

impl Element {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    pub fn number(&self, name: &str) -> f64 {
        self.get(name).unwrap_or_else(|| panic!("{} lacks {name}", self.name)).parse().expect("a number")
    }

    pub fn has_class(&self, class: &str) -> bool {
        self.get("class").is_some_and(|c| c.split(' ').any(|c| c == class))
    }
}

#[derive(Debug)]
pub struct Page(pub Vec<Element>);

impl Page {
    pub fn read(markup: &Markup) -> Page {
        let source = format!("<page>{}</page>", markup.0);
        let mut reader = Reader::from_str(&source);
        let mut elements: Vec<Element> = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        loop {
            match reader.read_event().unwrap_or_else(|e| panic!("not well-formed: {e}\n{source}")) {
                Event::Start(tag) => {
                    elements.push(element(&tag, &open));
                    open.push(elements.len() - 1);
                }
                Event::Empty(tag) => elements.push(element(&tag, &open)),
                Event::End(_) => drop(open.pop()),
                Event::Text(text) => add(&mut elements, &open, &text),
                Event::GeneralRef(entity) => {
                    let plain = match &*entity {
                        "amp" => "&",
                        "lt" => "<",
                        "gt" => ">",
                        "quot" => "\"",
                        other => panic!("XML does not know &{other};"),
                    };
                    add(&mut elements, &open, plain);
                }
                Event::Eof => break,
                other => panic!("unexpected {other:?}"),
            }
        }
        assert!(open.is_empty(), "unclosed elements in {source}");
        Page(elements)
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.0.iter().filter(move |e| e.name == name)
    }

    pub fn classed<'a>(&'a self, class: &'a str) -> Vec<&'a Element> {
        self.0.iter().filter(|e| e.has_class(class)).collect()
    }

    /// Elements inside the n-th element.
    pub fn within(&self, index: usize) -> impl Iterator<Item = &Element> {
        self.0.iter().filter(move |e| e.inside.contains(&index))
    }

    /// The cells of the data table, row by row, the row header first.
    pub fn table(&self) -> Vec<Vec<String>> {
        let rows = self.0.iter().enumerate().filter(|(_, e)| e.name == "tr");
        rows.map(|(i, _)| self.within(i).filter(|e| e.name == "th" || e.name == "td").map(|e| e.text.clone()).collect())
            .collect()
    }

    pub fn description(&self) -> String {
        self.all("desc").next().expect("a description").text.clone()
    }
}

fn element(tag: &BytesStart<'_>, open: &[usize]) -> Element {
    let attributes = tag
        .attributes()
        .map(|a| {
            let a = a.expect("a well-formed attribute");
            (a.key.as_ref().to_owned(), quick_xml::escape::unescape(&a.value).expect("known entities").into_owned())
        })
        .collect();
    let name = tag.name().as_ref().to_owned();
    Element { name, attributes, text: String::new(), inside: open.to_vec() }
}

fn add(elements: &mut [Element], open: &[usize], text: &str) {
    for i in open {
        elements[*i].text.push_str(text);
    }
}

//! A page as a test reads it.
use axum::http::StatusCode;
use scraper::{Html, Selector};

#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub location: Option<String>,
    /// The name of a file to keep.
    pub disposition: Option<String>,
    pub bytes: Vec<u8>,
    pub body: String,
}

impl Answer {
    #[track_caller]
    pub fn is(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.body);
        self
    }

    /// Where a 303 leads.
    #[track_caller]
    pub fn leads(self) -> String {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.body);
        self.location.expect("a redirection says where")
    }

    /// The texts of what a selector finds, blanks collapsed (also those that never break).
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        let found = page.select(&selector).map(|element| element.text().collect::<String>());
        found.map(|text| text.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    pub fn text(&self, selector: &str) -> String {
        self.texts(selector).into_iter().next().unwrap_or_default()
    }

    pub fn has(&self, selector: &str) -> bool {
        !self.texts(selector).is_empty()
    }

    /// The addresses of the links that a selector finds.
    pub fn links(&self, selector: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let selector = Selector::parse(selector).unwrap();
        page.select(&selector).filter_map(|link| link.attr("href")).map(str::to_owned).collect()
    }

    /// Action and fields of a form as drawn: hidden fields, values typed, first choices of lists.
    pub fn form(&self, selector: &str) -> (String, Vec<(String, String)>) {
        let page = Html::parse_document(&self.body);
        let find = |css: &str| Selector::parse(css).unwrap();
        let form = page.select(&find(selector)).next().unwrap_or_else(|| panic!("no form {selector} in {}", self.body));
        let mut fields = vec![];
        for input in form.select(&find("input[name], textarea[name], select[name]")) {
            let name = input.attr("name").unwrap().to_owned();
            let value = match input.value().name() {
                "textarea" => input.text().collect::<String>().trim_start_matches('\n').to_owned(),
                "select" => {
                    let option =
                        input.select(&find("option[selected]")).next().or_else(|| input.select(&find("option")).next());
                    option.and_then(|option| option.attr("value")).unwrap_or_default().to_owned()
                }
                _ if matches!(input.attr("type"), Some("radio" | "checkbox")) && input.attr("checked").is_none() => {
                    continue;
                }
                _ => input.attr("value").unwrap_or_default().to_owned(),
            };
            fields.push((name, value));
        }
        (form.attr("action").unwrap().to_owned(), fields)
    }
}

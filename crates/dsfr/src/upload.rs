use maud::{Markup, Render, html};

use crate::field::{Message, and_class, field_id, label};

/// A file to send. Its form says `enctype="multipart/form-data"`.
#[derive(Debug, Clone)]
pub struct FileUpload<'a> {
    pub name: &'a str,
    pub label: &'a str,
    /// Sizes and formats accepted: never left to be found out.
    pub hint: &'a str,
    pub prefix: &'a str,
    /// Extensions or types offered by the browser's window, such as `.csv,.xlsx`; the server checks the content.
    pub accept: Option<&'a str>,
    pub error: Option<&'a str>,
    pub required: bool,
    pub multiple: bool,
    pub class: &'a str,
}

impl<'a> FileUpload<'a> {
    pub const fn new(name: &'a str, label: &'a str, hint: &'a str) -> Self {
        Self { name, label, hint, prefix: "", accept: None, error: None, required: false, multiple: false, class: "" }
    }
}

impl Render for FileUpload<'_> {
    fn render(&self) -> Markup {
        let id = field_id(self.prefix, self.name);
        let message = Message::of(self.error, None);
        html! {
            div class={ "fr-upload-group" (message.modifier("fr-upload-group")) (and_class(self.class)) } {
                (label(&id, self.label, Some(self.hint)))
                input.fr-upload type="file" id=(id) name=(self.name) accept=[self.accept] required[self.required]
                    multiple[self.multiple] aria-invalid=[message.invalid()]
                    aria-describedby=[message.described_by(&id)];
                (message.render(&id))
            }
        }
    }
}

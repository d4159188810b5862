use maud::{Markup, Render, html};

/// Pages of a long list. Nothing when one page holds it all.
#[derive(Clone, Copy)]
pub struct Pagination<'a> {
    /// Name of what is paged, for screen readers: « Pages de la liste des dossiers ».
    pub label: &'a str,
    /// From 1.
    pub current: u64,
    pub last: u64,
    /// Address of a page.
    pub href: &'a dyn Fn(u64) -> String,
}

impl Render for Pagination<'_> {
    fn render(&self) -> Markup {
        let current = self.current.clamp(1, self.last.max(1));
        html! {
            @if self.last > 1 {
                nav.fr-pagination.pu-pages aria-label=(self.label) {
                    ul.fr-pagination__list {
                        @if current > 1 {
                            li {
                                a.fr-pagination__link.fr-pagination__link--prev href=((self.href)(current - 1))
                                    rel="prev" { "Page précédente" }
                            }
                        }
                        @for step in steps(current, self.last) {
                            @match step {
                                Some(page) => li { (self.page(page, current)) },
                                None => li { span.fr-pagination__link { "…" } },
                            }
                        }
                        @if current < self.last {
                            li {
                                a.fr-pagination__link.fr-pagination__link--next href=((self.href)(current + 1))
                                    rel="next" { "Page suivante" }
                            }
                        }
                    }
                }
            }
        }
    }
}

impl Pagination<'_> {
    fn page(&self, page: u64, current: u64) -> Markup {
        html! {
            a.fr-pagination__link href=((self.href)(page)) aria-current=[(page == current).then_some("page")] {
                span.fr-sr-only { "Page " } (page)
            }
        }
    }
}

/// First, last, current and its neighbours; `None` stands for the pages left out.
fn steps(current: u64, last: u64) -> Vec<Option<u64>> {
    let mut steps = Vec::new();
    let mut previous = 0;
    for page in [1, current.saturating_sub(1), current, current + 1, last] {
        if page <= previous || page > last {
            continue;
        }
        match page - previous {
            1 => {}
            // One page left out takes no less room than its number.
            2 => steps.push(Some(page - 1)),
            _ => steps.push(None),
        }
        steps.push(Some(page));
        previous = page;
    }
    steps
}

//! The DSFR icons the program draws. A name that does not exist cannot be written: the constants are the only way in,
//! and a test compares them with the list of the package.

/// One DSFR icon, drawn by CSS before a text. Always beside words, never alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(&'static str);

impl Icon {
    /// The DSFR class, such as `fr-icon-timer-line`.
    pub const fn class(self) -> &'static str {
        self.0
    }
}

macro_rules! icons {
    ($($name:ident = $class:literal),+ $(,)?) => {
        $(pub const $name: Icon = Icon(concat!("fr-icon-", $class));)+
        /// Every icon above, for the test that compares them with the package.
        pub const ALL: &[Icon] = &[$($name),+];
    };
}

icons! {
    ACCOUNT = "account-line",
    ALERT = "alert-line",
    ARROW_DOWN = "arrow-down-line",
    ARROW_GO_BACK = "arrow-go-back-line",
    ARROW_GO_FORWARD = "arrow-go-forward-line",
    ARROW_LEFT_RIGHT = "arrow-left-right-line",
    ARROW_RIGHT = "arrow-right-line",
    ARROW_RIGHT_DOWN = "arrow-right-down-line",
    ARROW_RIGHT_UP = "arrow-right-up-line",
    ARROW_UP = "arrow-up-line",
    BUILDING = "building-line",
    CALENDAR = "calendar-line",
    CHECK = "check-line",
    CLOSE = "close-line",
    CLOSE_CIRCLE = "close-circle-line",
    CLOSE_CIRCLE_FILL = "close-circle-fill",
    DOWNLOAD = "download-line",
    DRAFT = "draft-line",
    EDIT = "edit-line",
    FILTER = "equalizer-line",
    ERROR_WARNING = "error-warning-line",
    EYE = "eye-line",
    FILE_TEXT = "file-text-line",
    GROUP = "group-line",
    INFORMATION = "information-line",
    LIGHTBULB = "lightbulb-line",
    LINK_UNLINK = "link-unlink",
    LIST_CHECK = "list-check",
    LOCK = "lock-line",
    LOGOUT = "logout-box-r-line",
    MAIL = "mail-line",
    MEGAPHONE = "megaphone-line",
    MERGE = "git-merge-line",
    PHONE = "phone-line",
    QUESTION = "question-line",
    REFRESH = "refresh-line",
    SCALES = "scales-3-line",
    SCHOOL = "school-line",
    SHIELD = "shield-line",
    SUBTRACT = "subtract-line",
    TEAM = "team-line",
    TIME = "time-line",
    TIMER = "timer-line",
    UPLOAD = "upload-line",
    USER = "user-line",
    USER_ADD = "user-add-line",
    USER_SEARCH = "user-search-line",
}

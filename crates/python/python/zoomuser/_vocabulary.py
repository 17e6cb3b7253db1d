"""Made by `cargo xtask header` from the catalogue of the core library; do not edit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, IntEnum
from os import PathLike
from typing import Literal, Optional, TypedDict, Union

from zoomuser._item import Item
from zoomuser._null import NullType


class Status(IntEnum):
    """How a call ended: the same numbers in every language."""

    OK = 0
    """Success."""
    NULL = 1
    """A required argument is NULL."""
    ENCODING = 2
    """A text is not valid UTF-8 or UTF-16."""
    INVALID_ARGUMENT = 3
    """An argument or option value is not usable."""
    UNKNOWN_NAME = 4
    """No such name."""
    INVALID_JSON = 5
    """A text is not valid JSON."""
    BUSY = 7
    """Another thread uses the client, patch, form or bulk, or another process has the run."""
    MISSING_TOKEN = 8
    """No access token was given."""
    CHECK_FAILED = 9
    """The check found errors, nothing was sent."""
    DNS = 20
    """The host name could not be resolved."""
    CONNECT = 21
    """No connection could be made."""
    TLS = 22
    """No trusted TLS connection could be made."""
    TIMEOUT = 23
    """The call took longer than allowed."""
    CANCELLED = 24
    """The call was cancelled."""
    IO = 25
    """The connection broke before a complete response."""
    PROXY = 26
    """The proxy could not be used."""
    UNAUTHORIZED = 40
    """Zoom does not accept the access token."""
    FORBIDDEN = 41
    """The token does not permit this."""
    NOT_FOUND = 42
    """No such user on this account."""
    RATE_LIMITED = 43
    """Zoom's rate limit is reached."""
    REJECTED = 44
    """Zoom refused the request."""
    SERVER = 45
    """Zoom failed to handle the request."""
    UNEXPECTED = 46
    """Unexpected response."""
    NOT_APPLIED = 47
    """Zoom accepted the update but did not make it."""
    UNCONFIRMED = 48
    """Zoom accepted the update, but it could not be confirmed."""
    ROWS_FAILED = 49
    """Rows of a bulk run failed or were not tried, or its files could not be written."""
    PANIC = 90
    """A defect in this library was caught."""
    OUT_OF_MEMORY = 91
    """Memory ran out."""
    INTERNAL = 92
    """A defect in this library."""


RETRYABLE = frozenset(
    (
        Status.BUSY,
        Status.DNS,
        Status.CONNECT,
        Status.TIMEOUT,
        Status.IO,
        Status.RATE_LIMITED,
        Status.SERVER,
        Status.UNCONFIRMED,
    )
)


EXCEPTIONS = {
    Status.NULL: "ZoomError",
    Status.ENCODING: "CheckError",
    Status.INVALID_ARGUMENT: "CheckError",
    Status.UNKNOWN_NAME: "CheckError",
    Status.INVALID_JSON: "CheckError",
    Status.BUSY: "ZoomError",
    Status.MISSING_TOKEN: "CheckError",
    Status.CHECK_FAILED: "CheckError",
    Status.DNS: "TransportError",
    Status.CONNECT: "TransportError",
    Status.TLS: "TransportError",
    Status.TIMEOUT: "RequestTimeoutError",
    Status.CANCELLED: "CancelledError",
    Status.IO: "TransportError",
    Status.PROXY: "TransportError",
    Status.UNAUTHORIZED: "UnauthorizedError",
    Status.FORBIDDEN: "ForbiddenError",
    Status.NOT_FOUND: "NotFoundError",
    Status.RATE_LIMITED: "RateLimitError",
    Status.REJECTED: "RejectedError",
    Status.SERVER: "ServerError",
    Status.UNEXPECTED: "ApiError",
    Status.NOT_APPLIED: "NotAppliedError",
    Status.UNCONFIRMED: "UnconfirmedError",
    Status.ROWS_FAILED: "ZoomError",
    Status.PANIC: "ZoomError",
    Status.OUT_OF_MEMORY: "ZoomError",
    Status.INTERNAL: "ZoomError",
}
"""The exception of each status, by the name of its class."""


class UserType(IntEnum):
    """Values of `type`."""

    __zoom_names__ = ("type",)

    BASIC = 1
    """Basic."""
    LICENSED = 2
    """Licensed."""
    NO_MEETINGS_LICENSE = 4
    """No Meetings License."""
    NONE = 99
    """None (ssoCreate)."""


class PhoneLabel(str, Enum):
    """Values of `label`."""

    __zoom_names__ = ("label",)

    MOBILE = "Mobile"
    """Mobile."""
    OFFICE = "Office"
    """Office."""
    HOME = "Home"
    """Home."""
    FAX = "Fax"
    """Fax."""


class PronounsOption(IntEnum):
    """Values of `pronouns_option`."""

    __zoom_names__ = ("pronouns_option",)

    ASK_EACH_TIME = 1
    """Ask each time."""
    ALWAYS = 2
    """Always."""
    NEVER = 3
    """Never."""


class PlanUnitedType(str, Enum):
    """Values of `plan_united_type`."""

    __zoom_names__ = ("plan_united_type",)

    PRO_US_AND_CANADA = "1"
    """Pro, US and Canada."""
    PRO_UK_AND_IRELAND = "2"
    """Pro, UK and Ireland."""
    PRO_AUSTRALIA_AND_NEW_ZEALAND = "4"
    """Pro, Australia and New Zealand."""
    PRO_GLOBAL_SELECT = "8"
    """Pro, Global Select."""
    PRO_WITH_ZOOM_PHONE_PRO = "16"
    """Pro with Zoom Phone Pro."""
    BUSINESS_US_AND_CANADA = "32"
    """Business, US and Canada."""
    BUSINESS_UK_AND_IRELAND = "64"
    """Business, UK and Ireland."""
    BUSINESS_AUSTRALIA_AND_NEW_ZEALAND = "128"
    """Business, Australia and New Zealand."""
    BUSINESS_GLOBAL_SELECT = "256"
    """Business, Global Select."""
    BUSINESS_WITH_ZOOM_PHONE_PRO = "512"
    """Business with Zoom Phone Pro."""
    ENTERPRISE_US_AND_CANADA = "1024"
    """Enterprise, US and Canada."""
    ENTERPRISE_UK_AND_IRELAND = "2048"
    """Enterprise, UK and Ireland."""
    ENTERPRISE_AUSTRALIA_AND_NEW_ZEALAND = "4096"
    """Enterprise, Australia and New Zealand."""
    ENTERPRISE_GLOBAL_SELECT = "8192"
    """Enterprise, Global Select."""
    ENTERPRISE_WITH_ZOOM_PHONE_PRO = "16384"
    """Enterprise with Zoom Phone Pro."""
    PRO_JAPAN = "32768"
    """Pro, Japan."""
    BUSINESS_JAPAN = "65536"
    """Business, Japan."""
    ENTERPRISE_JAPAN = "131072"
    """Enterprise, Japan."""
    NONE = "none"
    """No plan."""


class ZoomOneType(IntEnum):
    """Values of `zoom_one_type`."""

    __zoom_names__ = ("zoom_one_type",)

    NO_PLAN = 0
    """No plan."""
    BUSINESS_PLUS_US_AND_CANADA = 16
    """Business Plus, US and Canada."""
    BUSINESS_PLUS_UK_AND_IRELAND = 32
    """Business Plus, UK and Ireland."""
    BUSINESS_PLUS_AUSTRALIA_AND_NEW_ZEALAND = 64
    """Business Plus, Australia and New Zealand."""
    BUSINESS_PLUS_JAPAN = 128
    """Business Plus, Japan."""
    BUSINESS_PLUS_GLOBAL_SELECT = 33554432
    """Business Plus, Global Select."""
    ENTERPRISE_PREMIER_US_AND_CANADA = 134217728
    """Enterprise Premier, US and Canada."""
    ENTERPRISE_PREMIER_JAPAN = 268435456
    """Enterprise Premier, Japan."""
    ENTERPRISE_PREMIER_UK_AND_IRELAND = 536870912
    """Enterprise Premier, UK and Ireland."""
    ENTERPRISE_PREMIER_AUSTRALIA_AND_NEW_ZEALAND = 1073741824
    """Enterprise Premier, Australia and New Zealand."""
    EDUCATION_ENTERPRISE_PREMIER_US_AND_CANADA = 4294967296
    """Education Enterprise Premier, US and Canada."""
    EDUCATION_ENTERPRISE_PREMIER_JAPAN = 8589934592
    """Education Enterprise Premier, Japan."""
    EDUCATION_ENTERPRISE_PREMIER_UK_AND_IRELAND = 17179869184
    """Education Enterprise Premier, UK and Ireland."""
    EDUCATION_ENTERPRISE_PREMIER_AUSTRALIA_AND_NEW_ZEALAND = 34359738368
    """Education Enterprise Premier, Australia and New Zealand."""
    EDUCATION_ENTERPRISE_PREMIER_GLOBAL_SELECT = 68719476736
    """Education Enterprise Premier, Global Select."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_US_AND_CANADA = 137438953472
    """Education School and Campus Plus, US and Canada."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_JAPAN = 274877906944
    """Education School and Campus Plus, Japan."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_UK_AND_IRELAND = 549755813888
    """Education School and Campus Plus, UK and Ireland."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_AUSTRALIA_AND_NEW_ZEALAND = 1099511627776
    """Education School and Campus Plus, Australia and New Zealand."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_GLOBAL_SELECT = 2199023255552
    """Education School and Campus Plus, Global Select."""
    PRO_PLUS_US_AND_CANADA = 4398046511104
    """Pro Plus, US and Canada."""
    EDUCATION_SCHOOL_AND_CAMPUS = 18014398509481984
    """Education School and Campus."""
    EDUCATION_ENTERPRISE_ESSENTIALS = 72057594037927936
    """Education Enterprise Essentials."""
    EDUCATION_ENTERPRISE_PLUS = 144115188075855872
    """Education Enterprise Plus."""
    EDUCATION_ENTERPRISE_STUDENT = 576460752303423488
    """Education Enterprise Student."""


class LicenseType(str, Enum):
    """Values of `license_type`."""

    __zoom_names__ = ("license_type",)

    MEETING = "MEETING"
    """Paid user type."""
    ZOOM_WORKPLACE_BUNDLE = "ZOOM_WORKPLACE_BUNDLE"
    """Zoom Workplace plan."""


class LicenseOption(IntEnum):
    """Values of `license_option`."""

    __zoom_names__ = ("license_option",)

    LICENSED = 2
    """Licensed."""
    ENTERPRISE = 4
    """Enterprise."""
    ENTERPRISE_PLUS = 8
    """Enterprise Plus."""
    BUSINESS_PLUS_US_AND_CANADA = 16
    """Business Plus, US and Canada."""
    BUSINESS_PLUS_UK_AND_IRELAND = 32
    """Business Plus, UK and Ireland."""
    BUSINESS_PLUS_AUSTRALIA_AND_NEW_ZEALAND = 64
    """Business Plus, Australia and New Zealand."""
    BUSINESS_PLUS_JAPAN = 128
    """Business Plus, Japan."""
    BUSINESS_PLUS_GLOBAL_SELECT = 33554432
    """Business Plus, Global Select."""
    ENTERPRISE_PREMIER_US_AND_CANADA = 134217728
    """Enterprise Premier, US and Canada."""
    ENTERPRISE_PREMIER_JAPAN = 268435456
    """Enterprise Premier, Japan."""
    ENTERPRISE_PREMIER_UK_AND_IRELAND = 536870912
    """Enterprise Premier, UK and Ireland."""
    ENTERPRISE_PREMIER_AUSTRALIA_AND_NEW_ZEALAND = 1073741824
    """Enterprise Premier, Australia and New Zealand."""
    EDUCATION_ENTERPRISE_PREMIER_US_AND_CANADA = 4294967296
    """Education Enterprise Premier, US and Canada."""
    EDUCATION_ENTERPRISE_PREMIER_JAPAN = 8589934592
    """Education Enterprise Premier, Japan."""
    EDUCATION_ENTERPRISE_PREMIER_UK_AND_IRELAND = 17179869184
    """Education Enterprise Premier, UK and Ireland."""
    EDUCATION_ENTERPRISE_PREMIER_AUSTRALIA_AND_NEW_ZEALAND = 34359738368
    """Education Enterprise Premier, Australia and New Zealand."""
    EDUCATION_ENTERPRISE_PREMIER_GLOBAL_SELECT = 68719476736
    """Education Enterprise Premier, Global Select."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_US_AND_CANADA = 137438953472
    """Education School and Campus Plus, US and Canada."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_JAPAN = 274877906944
    """Education School and Campus Plus, Japan."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_UK_AND_IRELAND = 549755813888
    """Education School and Campus Plus, UK and Ireland."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_AUSTRALIA_AND_NEW_ZEALAND = 1099511627776
    """Education School and Campus Plus, Australia and New Zealand."""
    EDUCATION_SCHOOL_AND_CAMPUS_PLUS_GLOBAL_SELECT = 2199023255552
    """Education School and Campus Plus, Global Select."""
    PRO_PLUS_US_AND_CANADA = 4398046511104
    """Pro Plus, US and Canada."""
    EDUCATION_SCHOOL_AND_CAMPUS = 18014398509481984
    """Education School and Campus."""
    EDUCATION_ENTERPRISE_ESSENTIALS = 72057594037927936
    """Education Enterprise Essentials."""
    EDUCATION_ENTERPRISE_PLUS = 144115188075855872
    """Education Enterprise Plus."""
    EDUCATION_ENTERPRISE_STUDENT = 576460752303423488
    """Education Enterprise Student."""


class LoginType(IntEnum):
    """Values of `login_type`."""

    __zoom_names__ = ("login_type",)

    FACEBOOK = 0
    """Facebook."""
    GOOGLE = 1
    """Google."""
    PHONE_NUMBER = 11
    """Phone number (China)."""
    WECHAT = 21
    """WeChat (China)."""
    ALIPAY = 23
    """Alipay (China)."""
    APPLE = 24
    """Apple."""
    MICROSOFT = 27
    """Microsoft."""
    MOBILE_DEVICE = 97
    """Mobile device."""
    RINGCENTRAL = 98
    """RingCentral."""
    API_USER = 99
    """API user."""
    ZOOM_WORK_EMAIL = 100
    """Zoom work e-mail."""
    SINGLE_SIGN_ON = 101
    """Single sign-on."""


class CustomAttributeDict(TypedDict, total=False):
    """One item of `custom_attributes` as a dict."""

    key: str
    name: str
    value: str


@dataclass(frozen=True, eq=False, repr=False)
class CustomAttribute(Item):
    """One item of `custom_attributes`. Members that are `None` are left out."""

    key: Optional[str] = None
    name: Optional[str] = None
    value: Optional[str] = None


class PhoneNumberDict(TypedDict, total=False):
    """One item of `phone_numbers` as a dict."""

    country: str
    code: str
    number: str
    label: Union[PhoneLabel, str]


@dataclass(frozen=True, eq=False, repr=False)
class PhoneNumber(Item):
    """One item of `phone_numbers`. Members that are `None` are left out."""

    country: Optional[str] = None
    code: Optional[str] = None
    number: Optional[str] = None
    label: Optional[Union[PhoneLabel, str]] = None


class FeatureDict(TypedDict, total=False):
    """The value of `feature` as a dict."""

    zoom_phone: bool


@dataclass(frozen=True, eq=False, repr=False)
class Feature(Item):
    """The value of `feature`. Members that are `None` are left out."""

    zoom_phone: Optional[bool] = None


class LicenseInfoDict(TypedDict):
    """One item of `license_info_list` as a dict."""

    license_type: Union[LicenseType, str]
    license_option: Union[LicenseOption, int]
    subscription_id: str


@dataclass(frozen=True, eq=False, repr=False)
class LicenseInfo(Item):
    """One item of `license_info_list`."""

    license_type: Union[LicenseType, str]
    license_option: Union[LicenseOption, int]
    subscription_id: str


class UserFields(TypedDict, total=False):
    """The fields of a user that `PATCH /users/{userId}` takes.

    `None` leaves a field out; `NULL` is JSON null.

    * `first_name`: First name. At most 64 characters, at most 5 Chinese.
    * `last_name`: Last name. At most 64 characters, at most 5 Chinese.
    * `display_name`: Name shown in meetings. At most 128 characters, at most 10 Chinese.
    * `type`: User type: 1 Basic, 2 Licensed, 4 No Meetings License. Not together with `plan_united_type`, `zoom_one_type`.
    * `pmi`: Personal meeting ID, 10 digits. 1000000000 to 9999999999.
    * `use_pmi`: Use the personal meeting ID for instant meetings.
    * `timezone`: Time zone, e.g. Europe/Berlin. Time zone id.
    * `language`: Language, e.g. en-US. Language id.
    * `dept`: Department, used in reports.
    * `vanity_name`: Personal link name.
    * `host_key`: Host key, 6 to 10 digits. 6 to 10 characters, digits.
    * `cms_user_id`: Kaltura user ID.
    * `job_title`: Job title. At most 128 characters.
    * `company`: Company. At most 255 characters.
    * `location`: Location. At most 256 characters.
    * `phone_number`: Phone number, together with phone_country. Deprecated: use `phone_numbers`.
    * `phone_country`: Country of phone_number, e.g. BR. Country id. Deprecated: use `phone_numbers`.
    * `custom_attributes`: Custom attributes, at most 5; whether Zoom replaces or merges them is not documented. At most 5 objects {key, name, value}.
    * `group_id`: Group for a pending user.
    * `phone_numbers`: Phone numbers, at most 3; whether Zoom replaces or merges them is not documented. At most 3 objects {country, code, number, label}.
    * `manager`: The user's manager. E-mail address.
    * `pronouns`: Pronouns.
    * `pronouns_option`: Show pronouns: 1 ask, 2 always, 3 never.
    * `plan_united_type`: Zoom United plan, a number as text, or none. Not together with `type`, `zoom_one_type`.
    * `zoom_one_type`: Zoom Workplace plan, 0 for none. Not together with `type`, `plan_united_type`.
    * `feature`: Zoom Phone on or off; off frees its numbers. Object {zoom_phone}.
    * `about_me`: Text about the user. At most 150 characters, no links, no HTML.
    * `linkedin_url`: LinkedIn page. URL with linkedin.com.
    * `cost_center`: Cost center.
    * `division_ids`: Division the user belongs to. Texts, described to work with 1.
    * `license_info_list`: Licenses by subscription, at most 2; for accounts with several subscriptions of one plan. At most 2 objects {license_type, license_option, subscription_id}.
    * `login_type`: Which login of the user is meant.
    * `remove_tsp_credentials`: Remove the user's TSP credentials.
    """

    first_name: Union[str, NullType, None]
    """First name. At most 64 characters, at most 5 Chinese."""
    last_name: Union[str, NullType, None]
    """Last name. At most 64 characters, at most 5 Chinese."""
    display_name: Union[str, NullType, None]
    """Name shown in meetings. At most 128 characters, at most 10 Chinese."""
    type: Union[UserType, int, NullType, None]
    """User type: 1 Basic, 2 Licensed, 4 No Meetings License. Not together with `plan_united_type`, `zoom_one_type`."""
    pmi: Union[int, NullType, None]
    """Personal meeting ID, 10 digits. 1000000000 to 9999999999."""
    use_pmi: Union[bool, NullType, None]
    """Use the personal meeting ID for instant meetings."""
    timezone: Union[str, NullType, None]
    """Time zone, e.g. Europe/Berlin. Time zone id."""
    language: Union[str, NullType, None]
    """Language, e.g. en-US. Language id."""
    dept: Union[str, NullType, None]
    """Department, used in reports."""
    vanity_name: Union[str, NullType, None]
    """Personal link name."""
    host_key: Union[str, NullType, None]
    """Host key, 6 to 10 digits. 6 to 10 characters, digits."""
    cms_user_id: Union[str, NullType, None]
    """Kaltura user ID."""
    job_title: Union[str, NullType, None]
    """Job title. At most 128 characters."""
    company: Union[str, NullType, None]
    """Company. At most 255 characters."""
    location: Union[str, NullType, None]
    """Location. At most 256 characters."""
    phone_number: Union[str, NullType, None]
    """Phone number, together with phone_country. Deprecated: use `phone_numbers`."""
    phone_country: Union[str, NullType, None]
    """Country of phone_number, e.g. BR. Country id. Deprecated: use `phone_numbers`."""
    custom_attributes: Union[Sequence[Union[CustomAttribute, CustomAttributeDict]], NullType, None]
    """Custom attributes, at most 5; whether Zoom replaces or merges them is not documented. At most 5 objects {key, name, value}."""
    group_id: Union[str, NullType, None]
    """Group for a pending user."""
    phone_numbers: Union[Sequence[Union[PhoneNumber, PhoneNumberDict]], NullType, None]
    """Phone numbers, at most 3; whether Zoom replaces or merges them is not documented. At most 3 objects {country, code, number, label}."""
    manager: Union[str, NullType, None]
    """The user's manager. E-mail address."""
    pronouns: Union[str, NullType, None]
    """Pronouns."""
    pronouns_option: Union[PronounsOption, int, NullType, None]
    """Show pronouns: 1 ask, 2 always, 3 never."""
    plan_united_type: Union[PlanUnitedType, str, NullType, None]
    """Zoom United plan, a number as text, or none. Not together with `type`, `zoom_one_type`."""
    zoom_one_type: Union[ZoomOneType, int, NullType, None]
    """Zoom Workplace plan, 0 for none. Not together with `type`, `plan_united_type`."""
    feature: Union[Feature, FeatureDict, NullType, None]
    """Zoom Phone on or off; off frees its numbers. Object {zoom_phone}."""
    about_me: Union[str, NullType, None]
    """Text about the user. At most 150 characters, no links, no HTML."""
    linkedin_url: Union[str, NullType, None]
    """LinkedIn page. URL with linkedin.com."""
    cost_center: Union[str, NullType, None]
    """Cost center."""
    division_ids: Union[Sequence[str], NullType, None]
    """Division the user belongs to. Texts, described to work with 1."""
    license_info_list: Union[Sequence[Union[LicenseInfo, LicenseInfoDict]], NullType, None]
    """Licenses by subscription, at most 2; for accounts with several subscriptions of one plan. At most 2 objects {license_type, license_option, subscription_id}."""
    login_type: Union[LoginType, int, None]
    """Which login of the user is meant."""
    remove_tsp_credentials: Optional[bool]
    """Remove the user's TSP credentials."""


Seconds = Union[float, timedelta]


class Options(TypedDict, total=False):
    """The options of a client, but `token`. `None` is the default.

    The same names as in every language, but times are in seconds and without `_ms`: `timeout_ms` is `timeout`.

    * `account_id`: Account of a Server-to-Server OAuth app; the app's id and secret go with it.
    * `client_id`: Client id of the app.
    * `client_secret`: Client secret of the app, of 4 to 1024 characters.
    * `token_url`: URL of the token service. Default: https://zoom.us/oauth/token.
    * `token_cache`: File by which processes share the tokens of their apps.
    * `base_url`: Base URL of the API; else https://api.zoom.us/v2 or the one that comes with the token.
    * `encoding`: Encoding of the request body. Default: json.
    * `check`: Whether validation errors stop the call. Default: strict.
    * `timeout`: Timeout of one attempt. Default: 30 seconds.
    * `connect_timeout`: Timeout of connecting, within timeout. Default: 10 seconds.
    * `deadline`: Deadline of the whole call with all waits. Default: 60 seconds.
    * `max_retries`: Retries after a transient failure. Default: 3.
    * `plan`: Zoom plan of the account, whose rate limit is kept; none for no limit. Default: pro.
    * `rate_share`: Percent of the plan's rate that may be used. Default: 100.
    * `rate_file`: File by which processes share the rate; off for none; the command line has one by default.
    * `share`: Server by which machines share rate and token: redis://, rediss:// or redis+unix://, see docs/share.md.
    * `share_password`: Password for the server of share, unless its URL has one.
    * `share_required`: Whether a call ends if the server of share cannot be used. Default: False.
    * `share_fallback`: Percent of the rate while the server of share is away; auto: an equal part for each process. Default: auto.
    * `proxy`: URL of a proxy (http, https, socks5h, socks5, socks4a, socks4); off for none; else HTTPS_PROXY, ALL_PROXY, NO_PROXY.
    * `connect_to`: HOST:PORT=ADDRESS:PORT, several by comma: connect there, all else stays HOST's.
    * `ca_file`: PEM file of additional certificate authorities to trust.
    * `system_roots`: Trust the system's certificate authorities; off: those of ca_file only. Default: True.
    * `cert_file`: PEM file of a client certificate and its chain, for servers that ask for one.
    * `key_file`: PEM file of the key of cert_file, not encrypted; else it is in cert_file.
    * `user_agent`: The header User-Agent; else zoomuser/VERSION.
    * `sub_account_id`: Sub-account of the user, for tokens of a master account.
    * `keep`: Keep the connection for the next call, for at most a minute. Default: True.
    * `confirm`: Read the user before and after an update; success is confirmed by reading. Default: False.
    * `only_changes`: Read the user before an update and send only what differs. Default: False.
    """

    account_id: Optional[str]
    """Account of a Server-to-Server OAuth app; the app's id and secret go with it."""
    client_id: Optional[str]
    """Client id of the app."""
    client_secret: Optional[str]
    """Client secret of the app, of 4 to 1024 characters."""
    token_url: Optional[str]
    """URL of the token service. Default: https://zoom.us/oauth/token."""
    token_cache: Optional[Union[str, PathLike[str]]]
    """File by which processes share the tokens of their apps."""
    base_url: Optional[str]
    """Base URL of the API; else https://api.zoom.us/v2 or the one that comes with the token."""
    encoding: Optional[Literal["json", "multipart"]]
    """Encoding of the request body. Default: json."""
    check: Optional[Literal["strict", "warn"]]
    """Whether validation errors stop the call. Default: strict."""
    timeout: Optional[Seconds]
    """Timeout of one attempt. Default: 30 seconds."""
    connect_timeout: Optional[Seconds]
    """Timeout of connecting, within timeout. Default: 10 seconds."""
    deadline: Optional[Seconds]
    """Deadline of the whole call with all waits. Default: 60 seconds."""
    max_retries: Optional[int]
    """Retries after a transient failure. Default: 3."""
    plan: Optional[Literal["free", "pro", "business", "none"]]
    """Zoom plan of the account, whose rate limit is kept; none for no limit. Default: pro."""
    rate_share: Optional[int]
    """Percent of the plan's rate that may be used. Default: 100."""
    rate_file: Optional[Union[str, PathLike[str]]]
    """File by which processes share the rate; off for none; the command line has one by default."""
    share: Optional[str]
    """Server by which machines share rate and token: redis://, rediss:// or redis+unix://, see docs/share.md."""
    share_password: Optional[str]
    """Password for the server of share, unless its URL has one."""
    share_required: Optional[bool]
    """Whether a call ends if the server of share cannot be used. Default: False."""
    share_fallback: Optional[str]
    """Percent of the rate while the server of share is away; auto: an equal part for each process. Default: auto."""
    proxy: Optional[str]
    """URL of a proxy (http, https, socks5h, socks5, socks4a, socks4); off for none; else HTTPS_PROXY, ALL_PROXY, NO_PROXY."""
    connect_to: Optional[str]
    """HOST:PORT=ADDRESS:PORT, several by comma: connect there, all else stays HOST's."""
    ca_file: Optional[Union[str, PathLike[str]]]
    """PEM file of additional certificate authorities to trust."""
    system_roots: Optional[bool]
    """Trust the system's certificate authorities; off: those of ca_file only. Default: True."""
    cert_file: Optional[Union[str, PathLike[str]]]
    """PEM file of a client certificate and its chain, for servers that ask for one."""
    key_file: Optional[Union[str, PathLike[str]]]
    """PEM file of the key of cert_file, not encrypted; else it is in cert_file."""
    user_agent: Optional[str]
    """The header User-Agent; else zoomuser/VERSION."""
    sub_account_id: Optional[str]
    """Sub-account of the user, for tokens of a master account."""
    keep: Optional[bool]
    """Keep the connection for the next call, for at most a minute. Default: True."""
    confirm: Optional[bool]
    """Read the user before and after an update; success is confirmed by reading. Default: False."""
    only_changes: Optional[bool]
    """Read the user before an update and send only what differs. Default: False."""


class Keywords(UserFields, Options, total=False):
    """Fields and options together, as `update_user` takes them."""

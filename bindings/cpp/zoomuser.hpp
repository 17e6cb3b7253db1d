/*
zoomuser.hpp: a header-only RAII wrapper of zoomuser.h for C++11 and later. Put this file beside zoomuser.h and link with
-lzoomuser.

    zoomuser::client client;
    client.set(ZOOM_OPT_TOKEN, token);

    zoomuser::patch patch;
    patch.set(ZOOM_FIELD_DEPT, "Engineering");
    patch.set(ZOOM_FIELD_TYPE, 2);

    zoomuser::result result = client.update_user("ada@example.com", patch);
    std::cout << result.message() << '\n';

Calls      A call (update_user, get_user, plan, doctor, request, render, run_bulk, check) returns a result and does not throw if it
           fails: test ok() or status(), or append .or_throw().
Setters    A setter returns a zoom_status. With exceptions, it throws zoomuser::error unless the status is ZOOM_OK; without
           exceptions, it returns the status, and last_error() says why.
Text       UTF-8, as std::string or const char *. A null pointer (write nullptr, not NULL) is refused with ZOOM_E_NULL,
           and so is a name or a user id with a NUL character inside. Values may hold NUL characters.
Moving     Clients, patches and forms are movable, not copyable. A moved-from object returns ZOOM_E_NULL until it is assigned
           again. A result is copyable: it never changes, so copies share it.
Threads    As in zoomuser.h: use a client, a patch, a form or a bulk from one thread at a time; only cancel() may be called from any
           thread during the lifetime of the client. Any number of threads may read a result.

Exceptions are off if the compiler disables them, or if ZOOMUSER_NO_EXCEPTIONS is defined before this file is included.
Then zoomuser::error and or_throw() do not exist; everything else is the same. Files of one program may differ in this,
but cannot pass each other's objects.

All functions of zoomuser.h can be used with this file, e.g. zoom_status_name, zoom_field_text and zoom_cleanup; get()
returns the object that they take.
*/

#ifndef ZOOMUSER_HPP
#define ZOOMUSER_HPP

#include "zoomuser.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <functional>
#include <iterator>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#if !defined(ZOOMUSER_NO_EXCEPTIONS) && (defined(__cpp_exceptions) || defined(__EXCEPTIONS) || defined(_CPPUNWIND))
#define ZOOMUSER_THROWS 1
#else
#define ZOOMUSER_THROWS 0
#endif

namespace zoomuser {

/* The inline namespace gives the two variants different symbol names, so that both can be in one program. */
#if ZOOMUSER_THROWS
inline namespace throwing {
#else
inline namespace not_throwing {
#endif

namespace detail {
struct deleter {
    void operator()(zoom_client *freed) const noexcept { zoom_client_free(freed); }
    void operator()(zoom_user_patch *freed) const noexcept { zoom_user_patch_free(freed); }
    void operator()(zoom_form *freed) const noexcept { zoom_form_free(freed); }
    void operator()(zoom_bulk *freed) const noexcept { zoom_bulk_free(freed); }
    void operator()(zoom_result *freed) const noexcept { zoom_result_free(freed); }
};

/* Integer types that int64_t can represent, except bool and char. */
template <typename T>
struct is_number {
    static constexpr bool value = std::is_integral<T>::value && std::numeric_limits<T>::digits <= 63
                                  && !std::is_same<T, bool>::value && !std::is_same<T, char>::value;
};
} // namespace detail

/** A text argument: a const char * or a std::string. It is neither copied nor kept. */
class text {
public:
    /* A null pointer has the size 1, because the library accepts NULL of size 0 as "" and should refuse this one. */
    text(const char *chars) noexcept : chars_(chars), size_(chars == nullptr ? 1 : std::strlen(chars)) {}
    text(const std::string &chars) noexcept : chars_(chars.c_str()), size_(chars.size()) {}

    const char *data() const noexcept { return chars_; }
    std::size_t size() const noexcept { return size_; }

    /** NULL where a NUL character inside would end the text early. */
    const char *c_str() const noexcept { return chars_ && std::strlen(chars_) == size_ ? chars_ : nullptr; }

private:
    const char *chars_;
    std::size_t size_;
};

namespace detail {
/* Header lines, where NULL means none: turns a NUL character inside into a control character that the library refuses. */
inline const char *lines(text headers) noexcept
{
    return headers.c_str() != nullptr || headers.data() == nullptr ? headers.c_str() : "NUL: \1";
}
} // namespace detail

namespace detail {
/* JSON, where NULL means none: a NUL character inside becomes text that is no JSON. */
inline const char *json(text object) noexcept
{
    return object.c_str() != nullptr || object.data() == nullptr ? object.c_str() : "NUL";
}
} // namespace detail

/** A message about a field; `field` is "" if it concerns the whole request. */
struct item {
    std::string field;
    std::string message;
};

struct header_line {
    std::string name;
    std::string value;
};

/** How a field of the patch compares with the user. Values that are not text are JSON; "" means none. */
struct field_outcome {
    std::string field;
    /** "applied", "already", "ignored", "unverifiable" or "differs". */
    std::string outcome;
    /** The value before the update. */
    std::string old_value;
    /** The value in the patch. */
    std::string new_value;
    /** The value after the update. */
    std::string seen;
};

/** A member of a user: its name and its value, which is JSON if it is not text. */
struct user_member {
    std::string name;
    std::string value;
};

/** A check of the doctor. */
struct doctor_check {
    /** What was checked: "dns", "token" ... */
    std::string name;
    /** The server that the check is about, or "". */
    std::string url;
    /** "ok", "warning", "failed" or "skipped". */
    std::string outcome;
    std::string message;
    /** What to do about it, or "". */
    std::string hint;
};

/** How a row of a bulk run ended. */
struct row_result {
    /** Its line in the file, else its position, from 1. */
    std::int64_t line;
    std::string user_id;
    /** "sent", "applied", "already", "failed" ... */
    std::string outcome;
    /** The name of its status, e.g. "NOT_FOUND", or "" if the row did not end. */
    std::string status;
    std::string message;
    /** What to do about it, or "". */
    std::string hint;
    /** The HTTP status of the response, and Zoom's own error code; -1 if there is none. */
    std::int64_t http_status;
    std::int64_t api_code;
    /** For Zoom's support, or "". */
    std::string tracking_id;
    /** How many times the row was sent. */
    std::int64_t attempts;
    /** Time spent waiting for the rate limiter, a token or a retry. */
    std::int64_t waited_ms;

    /** Whether the user is as the row wishes, as far as is known. */
    bool ok() const { return outcome == "sent" || outcome == "applied" || outcome == "already" || outcome == "unverifiable"; }
};

/** How a call ended, and Zoom's response if there was one. */
class result {
public:
    /** No call: its status is ZOOM_E_NULL, its texts are "". */
    result() noexcept : handle_() {}
    /** Takes ownership of a result of zoomuser.h. */
    explicit result(zoom_result *taken) : handle_(taken, detail::deleter()) {}

    zoom_status status() const noexcept { return zoom_result_status(get()); }
    bool ok() const noexcept { return status() == ZOOM_OK; }
    /** Whether the same call may succeed later without a change. */
    bool is_retryable() const noexcept { return zoom_status_is_retryable(status()) != 0; }

    /** One line, always there. */
    std::string message() const { return zoom_result_text(get(), ZOOM_TEXT_MESSAGE); }
    /** What to do about it, or "". */
    std::string hint() const { return zoom_result_text(get(), ZOOM_TEXT_HINT); }
    /** Zoom's error message, or "". */
    std::string api_message() const { return zoom_result_text(get(), ZOOM_TEXT_API_MESSAGE); }
    /** For Zoom's support, or "". */
    std::string tracking_id() const { return zoom_result_text(get(), ZOOM_TEXT_TRACKING_ID); }
    /** The whole result as a JSON object, or "" if the call was refused before it began. */
    std::string json() const { return zoom_result_text(get(), ZOOM_TEXT_JSON); }

    /** The reason phrase of the HTTP status line, e.g. "Bad Request", or "". */
    std::string reason() const { return zoom_result_text(get(), ZOOM_TEXT_REASON); }
    /** The head of the response as received, or "". */
    std::string head() const { return zoom_result_text(get(), ZOOM_TEXT_HEAD); }
    /** After render() or render_update(): the request as text, or "". */
    std::string rendered() const { return zoom_result_text(get(), ZOOM_TEXT_RENDERED); }

    /** The HTTP status of the response; like every number, -1 if there is none. */
    std::int64_t http_status() const noexcept { return zoom_result_number(get(), ZOOM_NUMBER_HTTP_STATUS); }
    /** Zoom's own error code. */
    std::int64_t api_code() const noexcept { return zoom_result_number(get(), ZOOM_NUMBER_API_CODE); }
    /** How many times the library tried to send the request. */
    std::int64_t attempts() const noexcept { return zoom_result_number(get(), ZOOM_NUMBER_ATTEMPTS); }
    /** Time spent waiting for the rate limiter, a token or a retry. */
    std::int64_t waited_ms() const noexcept { return zoom_result_number(get(), ZOOM_NUMBER_WAITED_MS); }
    /** How long Zoom asks to wait, from now. */
    std::int64_t retry_after_ms() const noexcept { return zoom_result_number(get(), ZOOM_NUMBER_RETRY_AFTER_MS); }

    /** The first header of the response with this name, case-insensitive, or "". */
    std::string header(text name) const { return zoom_result_header(get(), name.c_str()); }

    /** The body of the response, at most its first mebibyte; any bytes. */
    std::string body() const
    {
        std::size_t length = 0;
        const char *bytes = zoom_result_body(get(), &length);
        return std::string(bytes, length);
    }

    /** Zoom's error messages about single fields. */
    std::vector<item> field_errors() const { return list<item>(ZOOM_LIST_FIELD_ERRORS, ZOOM_ITEM_FIELD, ZOOM_ITEM_MESSAGE); }
    /** Validation errors; nothing was sent. */
    std::vector<item> problems() const { return list<item>(ZOOM_LIST_PROBLEMS, ZOOM_ITEM_FIELD, ZOOM_ITEM_MESSAGE); }
    std::vector<item> warnings() const { return list<item>(ZOOM_LIST_WARNINGS, ZOOM_ITEM_FIELD, ZOOM_ITEM_MESSAGE); }
    std::vector<header_line> headers() const { return list<header_line>(ZOOM_LIST_HEADERS, ZOOM_ITEM_NAME, ZOOM_ITEM_VALUE); }
    /** After plan(), and with the options confirm and only_changes: how each field of the patch compares with the user. */
    std::vector<field_outcome> fields() const
    {
        std::vector<field_outcome> rows;
        const std::size_t count = zoom_result_count(get(), ZOOM_LIST_FIELDS);
        rows.reserve(count);
        for (std::size_t i = 0; i < count; i++) {
            const auto cell = [&](const char *what) { return zoom_result_item(get(), ZOOM_LIST_FIELDS, i, what); };
            rows.push_back(field_outcome{cell(ZOOM_ITEM_FIELD), cell(ZOOM_ITEM_OUTCOME), cell(ZOOM_ITEM_OLD),
                                         cell(ZOOM_ITEM_NEW), cell(ZOOM_ITEM_SEEN)});
        }
        return rows;
    }

    /** After get_user(): the user as Zoom's JSON text, or "". */
    std::string user() const { return zoom_result_text(get(), ZOOM_TEXT_USER); }
    /** After get_user(): each name and value of the user. */
    std::vector<user_member> user_members() const { return list<user_member>(ZOOM_LIST_USER, ZOOM_ITEM_NAME, ZOOM_ITEM_VALUE); }

    /** After run_bulk() without a function: every row. */
    std::vector<row_result> rows() const
    {
        std::vector<row_result> rows;
        const std::size_t count = zoom_result_count(get(), ZOOM_LIST_ROWS);
        rows.reserve(count);
        for (std::size_t i = 0; i < count; i++) {
            const auto cell = [&](const char *what) { return zoom_result_item(get(), ZOOM_LIST_ROWS, i, what); };
            const auto number = [&](const char *what) {
                const char *const digits = cell(what);
                return *digits == '\0' ? std::int64_t(-1) : std::int64_t(std::strtoll(digits, nullptr, 10));
            };
            rows.push_back(row_result{number(ZOOM_ITEM_LINE), cell(ZOOM_ITEM_USER_ID), cell(ZOOM_ITEM_OUTCOME),
                                      cell(ZOOM_ITEM_STATUS), cell(ZOOM_ITEM_MESSAGE), cell(ZOOM_ITEM_HINT),
                                      number(ZOOM_ITEM_HTTP_STATUS), number(ZOOM_ITEM_API_CODE),
                                      cell(ZOOM_ITEM_TRACKING_ID), number(ZOOM_ITEM_ATTEMPTS),
                                      number(ZOOM_ITEM_WAITED_MS)});
        }
        return rows;
    }

    /** A number by its name: after run_bulk() the rows of an outcome, e.g. ZOOM_NUMBER_FAILED; -1 if there is none. */
    std::int64_t number(text name) const noexcept { return zoom_result_number(get(), name.c_str()); }
    /** After run_bulk() with the option run: its folder, else "". */
    std::string run() const { return zoom_result_text(get(), ZOOM_TEXT_RUN); }
    /** After run_bulk(): why the run ended, "finished" if every row was handled; "" if none was begun. */
    std::string why() const { return zoom_result_text(get(), ZOOM_TEXT_WHY); }

    /** After doctor(): the checks, in order. */
    std::vector<doctor_check> checks() const
    {
        std::vector<doctor_check> rows;
        const std::size_t count = zoom_result_count(get(), ZOOM_LIST_CHECKS);
        rows.reserve(count);
        for (std::size_t i = 0; i < count; i++) {
            const auto cell = [&](const char *what) { return zoom_result_item(get(), ZOOM_LIST_CHECKS, i, what); };
            rows.push_back(doctor_check{cell(ZOOM_ITEM_NAME), cell(ZOOM_ITEM_URL), cell(ZOOM_ITEM_OUTCOME),
                                        cell(ZOOM_ITEM_MESSAGE), cell(ZOOM_ITEM_HINT)});
        }
        return rows;
    }

#if ZOOMUSER_THROWS
    /** Returns the result if ok(), otherwise throws an error that has it. */
    const result &or_throw() const &;
    result or_throw() &&;
#endif

    const zoom_result *get() const noexcept { return handle_.get(); }

private:
    template <typename Row>
    std::vector<Row> list(const char *name, const char *first, const char *second) const
    {
        std::vector<Row> rows;
        const std::size_t count = zoom_result_count(get(), name);
        rows.reserve(count);
        for (std::size_t i = 0; i < count; i++) {
            rows.push_back(Row{zoom_result_item(get(), name, i, first), zoom_result_item(get(), name, i, second)});
        }
        return rows;
    }

    std::shared_ptr<const zoom_result> handle_;
};

#if ZOOMUSER_THROWS
/** A setter that failed, or a call that failed and ended with or_throw(). what() is one line. */
class error : public std::runtime_error {
public:
    error(zoom_status status, const char *message) : std::runtime_error(message), status_(status), result_() {}
    explicit error(const zoomuser::result &failed)
        : std::runtime_error(failed.message()), status_(failed.status()), result_(failed) {}

    zoom_status status() const noexcept { return status_; }
    /** The result of the call; for a setter, that of no call. */
    const zoomuser::result &result() const noexcept { return result_; }

private:
    zoom_status status_;
    zoomuser::result result_;
};

inline const result &result::or_throw() const &
{
    if (!ok()) {
        throw error(*this);
    }
    return *this;
}

inline result result::or_throw() &&
{
    static_cast<const result &>(*this).or_throw();
    return std::move(*this);
}
#endif

namespace detail {
/* The end of every setter: returns the status, or throws it if it is not ZOOM_OK. */
inline zoom_status checked(zoom_status status, const char *why)
{
#if ZOOMUSER_THROWS
    if (status != ZOOM_OK) {
        throw error(status, why[0] == '\0' ? zoom_status_text(status) : why);
    }
#else
    static_cast<void>(why);
#endif
    return status;
}
} // namespace detail

/** The version of the library, e.g. "1.2.3". */
inline std::string version() { return zoom_version(); }

/** Fails with ZOOM_E_INTERNAL if the library has another ABI version than zoomuser.h. The client's constructor calls it. */
inline zoom_status check_abi()
{
    return detail::checked(zoom_abi_version() == ZOOM_ABI_VERSION ? ZOOM_OK : ZOOM_E_INTERNAL,
                           "libzoomuser and zoomuser.h have different ABI versions");
}

/** The fields to change (ZOOM_FIELD_...). The call validates names and values. */
class patch {
public:
    patch() : handle_(zoom_user_patch_new()) { detail::checked(handle_ ? ZOOM_OK : ZOOM_E_PANIC, ""); }

    /** Sets a field to text. */
    zoom_status set(text field, text value)
    {
        return checked(zoom_user_patch_set_n(get(), field.c_str(), value.data(), value.size()));
    }

    /** Sets a field to an integer. */
    template <typename Number>
    typename std::enable_if<detail::is_number<Number>::value, zoom_status>::type set(text field, Number value)
    {
        return checked(zoom_user_patch_set_int64(get(), field.c_str(), value));
    }

    /** Sets a field to true or false. A template, so that no other type, such as a pointer, converts to bool. */
    template <typename Bool>
    typename std::enable_if<std::is_same<Bool, bool>::value, zoom_status>::type set(text field, Bool value)
    {
        return checked(zoom_user_patch_set_bool(get(), field.c_str(), value ? 1 : 0));
    }

    /** Sets a field to a JSON value, e.g. an array. Number texts and the order of members are kept. */
    zoom_status set_json(text field, text json)
    {
        return checked(zoom_user_patch_set_json_n(get(), field.c_str(), json.data(), json.size()));
    }

    /** Sets a field to JSON null. Zoom does not document the effect. */
    zoom_status set_null(text field) { return checked(zoom_user_patch_set_null(get(), field.c_str())); }

    /** Removes a field from the patch; it need not be set. */
    zoom_status unset(text field) { return checked(zoom_user_patch_unset(get(), field.c_str())); }

    /** Validates the patch without sending it. */
    result check() const
    {
        zoom_result *out = nullptr;
        zoom_user_patch_check(get(), &out);
        return result(out);
    }

    /** Why the last setter failed, or "". */
    std::string last_error() const { return zoom_user_patch_error(get()); }

    zoom_user_patch *get() const noexcept { return handle_.get(); }

private:
    zoom_status checked(zoom_status status) { return detail::checked(status, zoom_user_patch_error(get())); }

    std::unique_ptr<zoom_user_patch, detail::deleter> handle_;
};

/** A part of a form. */
struct part {
    std::string name;
    std::string value;
    /** nullptr for a part without a file name, content type or charset; "" is sent as an empty one. */
    const char *file_name;
    const char *content_type;
    const char *charset;

    part(std::string part_name, std::string bytes, const char *type = nullptr, const char *file = nullptr,
         const char *of_text = nullptr)
        : name(std::move(part_name)), value(std::move(bytes)), file_name(file), content_type(type), charset(of_text) {}
};

/** The parts of a multipart/form-data body, in the order in which they are added. */
class form {
public:
    form() : handle_(zoom_form_new()) { detail::checked(handle_ ? ZOOM_OK : ZOOM_E_PANIC, ""); }

    /** Adds a part without a content type. Its name may be "" and may occur more than once; its value may be any bytes. */
    zoom_status add(text name, text value)
    {
        return checked(zoom_form_add_part(get(), name.c_str(), nullptr, nullptr, nullptr, value.data(), value.size()));
    }

    /** Adds a part with its file name, content type and charset. Any text without control characters is sent as given. */
    zoom_status add(const part &added)
    {
        return checked(zoom_form_add_part(get(), text(added.name).c_str(), added.file_name, added.content_type,
                                          added.charset, added.value.data(), added.value.size()));
    }

    /** Why the last add() failed, or "". */
    std::string last_error() const { return zoom_form_error(get()); }

    zoom_form *get() const noexcept { return handle_.get(); }

private:
    zoom_status checked(zoom_status status) { return detail::checked(status, zoom_form_error(get())); }

    std::unique_ptr<zoom_form, detail::deleter> handle_;
};

/** Many users to change: rows, or one file. */
class bulk {
public:
    bulk() : handle_(zoom_bulk_new()) { detail::checked(handle_ ? ZOOM_OK : ZOOM_E_PANIC, ""); }

    /** Adds a row. The patch is copied, so that it can be changed and added again for the next user. */
    zoom_status add(text user_id, const patch &fields)
    {
        return checked(zoom_bulk_add(get(), user_id.c_str(), fields.get()));
    }

    /** Takes the rows of a file: CSV or JSON Lines. The options are a JSON object, as in zoom_bulk_add_file. */
    zoom_status add_file(text path, text options_json = "")
    {
        return checked(zoom_bulk_add_file(get(), path.c_str(), detail::json(options_json)));
    }

    /** Why the last add failed, or "". */
    std::string last_error() const { return zoom_bulk_error(get()); }

    zoom_bulk *get() const noexcept { return handle_.get(); }

private:
    zoom_status checked(zoom_status status) { return detail::checked(status, zoom_bulk_error(get())); }

    std::unique_ptr<zoom_bulk, detail::deleter> handle_;
};

/** Called with the result of each row of a bulk run; false ends the run. */
using row_function = std::function<bool(const row_result &row)>;

namespace detail {
struct row_call {
    const row_function &function;
#if ZOOMUSER_THROWS
    std::exception_ptr thrown;
#endif
};

inline std::int32_t tell(row_call &call, const zoom_result *row)
{
    const auto own = [&](const char *what) { return zoom_result_text(row, what); };
    const char *const name = zoom_status_name(zoom_result_status(row));
    const bool is_error = std::strncmp(name, "ZOOM_E_", 7) == 0;
    return call.function(row_result{zoom_result_number(row, ZOOM_NUMBER_LINE), own(ZOOM_TEXT_USER_ID),
                                    own(ZOOM_TEXT_OUTCOME), name + (is_error ? 7 : 5), own(ZOOM_TEXT_MESSAGE),
                                    own(ZOOM_TEXT_HINT), zoom_result_number(row, ZOOM_NUMBER_HTTP_STATUS),
                                    zoom_result_number(row, ZOOM_NUMBER_API_CODE), own(ZOOM_TEXT_TRACKING_ID),
                                    zoom_result_number(row, ZOOM_NUMBER_ATTEMPTS),
                                    zoom_result_number(row, ZOOM_NUMBER_WAITED_MS)})
               ? 0
               : 1;
}

inline std::int32_t ZOOM_CALL on_row(void *user_data, std::size_t, const zoom_result *row)
{
    row_call &call = *static_cast<row_call *>(user_data);
#if ZOOMUSER_THROWS
    if (call.thrown) {
        return 1;
    }
    try {
        return tell(call, row);
    } catch (...) {
        call.thrown = std::current_exception();
        return 1;
    }
#else
    return tell(call, row);
#endif
}
} // namespace detail

/** Provides an access token; `refused` says that Zoom has just refused the previous one. If there is no token, it throws, and
    what() becomes the reason in the result, or returns "". */
using token_source = std::function<std::string(bool refused)>;

namespace detail {
/* Copies a text into the library's buffer, as zoom_token_callback describes. */
inline std::int32_t give(const std::string &given, std::int32_t status, char *buffer, std::size_t capacity)
{
    const bool fits = given.size() < capacity;
    const std::string written = fits ? given : "the token is too long";
    std::memcpy(buffer, written.c_str(), written.size() + 1);
    return fits ? status : 1;
}

inline std::int32_t ZOOM_CALL ask(void *source, std::int32_t refused, char *buffer, std::size_t capacity)
{
    const token_source &asked = *static_cast<const token_source *>(source);
#if ZOOMUSER_THROWS
    try {
        return give(asked(refused != 0), 0, buffer, capacity);
    } catch (const std::exception &why) {
        return give(why.what(), 1, buffer, capacity);
    } catch (...) {
        return give("", 1, buffer, capacity);
    }
#else
    return give(asked(refused != 0), 0, buffer, capacity);
#endif
}
} // namespace detail

class client;

/** A user of a list, as long as the list is at this user. */
class listed_user {
public:
    std::string id() const { return member(ZOOM_ITEM_ID); }
    std::string email() const { return member(ZOOM_ITEM_EMAIL); }
    /** The user as Zoom's JSON text. */
    std::string json() const { return member(ZOOM_ITEM_JSON); }
    /** A member by Zoom's name, e.g. ZOOM_FIELD_DEPT; JSON if it is not text, "" if there is none. */
    std::string member(text name) const { return zoom_result_item(page_.get(), ZOOM_LIST_USERS, i_, name.c_str()); }

private:
    friend class user_list;
    result page_;
    std::size_t i_ = 0;
};

/**
The users of an account, read page by page while a loop goes through them, once. With exceptions a page that cannot be read
throws zoomuser::error; without, the loop ends, and last() says why.
*/
class user_list {
public:
    user_list(const client &of, text options_json) : client_(&of), options_(options_json.data() ? options_json.data() : "") {}

    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = listed_user;
        using difference_type = std::ptrdiff_t;
        using pointer = const listed_user *;
        using reference = const listed_user &;

        explicit iterator(user_list *list) : list_(list) {}
        reference operator*() const { return list_->user_; }
        pointer operator->() const { return &list_->user_; }
        iterator &operator++()
        {
            list_ = list_->next() ? list_ : nullptr;
            return *this;
        }
        bool operator==(const iterator &other) const { return list_ == other.list_; }
        bool operator!=(const iterator &other) const { return list_ != other.list_; }

    private:
        user_list *list_;
    };

    iterator begin() { return iterator(next() ? this : nullptr); }
    iterator end() { return iterator(nullptr); }

    /** The result of the last page that was read. */
    const result &last() const { return user_.page_; }

private:
    bool next();

    const client *client_;
    std::string options_;
    std::string token_;
    listed_user user_;
    bool is_at_end_ = false;
    bool is_begun_ = false;
};

/** A client for one Zoom account: credentials, options and a connection pool. */
class client {
public:
    /** Without exceptions, a library of another ABI version makes a client whose functions return ZOOM_E_NULL. */
    client() : handle_(check_abi() == ZOOM_OK ? zoom_client_new() : nullptr)
    {
        detail::checked(handle_ ? ZOOM_OK : ZOOM_E_PANIC, "");
    }

    /** Sets an option (ZOOM_OPT_...); "" restores the default. If this fails, the option is unchanged. */
    zoom_status set(text option, text value)
    {
        const zoom_status status = zoom_client_set_n(get(), option.c_str(), value.data(), value.size());
        return detail::checked(status, zoom_client_error(get()));
    }

    /**
    Sets a function that provides the access tokens, in place of an option; nullptr removes it. It is called on the thread of
    each call before anything is sent, and a second time if Zoom refuses the token. A call on the same client from the
    function returns ZOOM_E_BUSY.
    */
    zoom_status set_token_source(token_source source)
    {
        std::unique_ptr<token_source> kept(source ? new token_source(std::move(source)) : nullptr);
        const zoom_status status = zoom_client_set_token_callback(get(), kept ? detail::ask : nullptr, kept.get());
        if (status == ZOOM_OK) {
            source_ = std::move(kept);
        }
        return detail::checked(status, zoom_client_error(get()));
    }

    /** Updates a user: an id, an e-mail address, or "me" for the token's own user. */
    result update_user(text user_id, const patch &fields)
    {
        zoom_result *out = nullptr;
        zoom_client_update_user(get(), user_id.c_str(), fields.get(), &out);
        return result(out);
    }

    /** Reads a user: user() of the result. A complete 200 response with a JSON object is ok(). */
    result get_user(text user_id)
    {
        zoom_result *out = nullptr;
        zoom_client_get_user(get(), user_id.c_str(), &out);
        return result(out);
    }

    /** Reads a user and reports what update_user() would change: fields() of the result. Sends no update. */
    result plan(text user_id, const patch &fields)
    {
        zoom_result *out = nullptr;
        zoom_client_plan(get(), user_id.c_str(), fields.get(), &out);
        return result(out);
    }

    /** The users of the account, for a loop. The options are a JSON object, as in zoom_client_list_users. */
    user_list list_users(text options_json = "") const { return user_list(*this, options_json); }

    /**
    Changes many users: rows() of the result, or `on_row` is called for each row on this thread. The options are a JSON object,
    as in zoom_client_run_bulk. An exception of `on_row` ends the run and is thrown on when it has ended.
    */
    result run_bulk(const bulk &rows, text options_json = "", const row_function &on_row = nullptr)
    {
        return run(on_row, [&](zoom_row_callback callback, void *data, zoom_result **out) {
            zoom_client_run_bulk(get(), rows.get(), detail::json(options_json), callback, data, out);
        });
    }

    /** Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run. */
    result resume_bulk(text folder, text options_json = "", const row_function &on_row = nullptr)
    {
        return run(on_row, [&](zoom_row_callback callback, void *data, zoom_result **out) {
            zoom_client_resume_bulk(get(), folder.c_str(), detail::json(options_json), callback, data, out);
        });
    }

    /** Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since. */
    result undo_bulk(text folder, text options_json = "", const row_function &on_row = nullptr)
    {
        return run(on_row, [&](zoom_row_callback callback, void *data, zoom_result **out) {
            zoom_client_undo_bulk(get(), folder.c_str(), detail::json(options_json), callback, data, out);
        });
    }

    /** Checks everything that an update needs: checks() of the result, after a failure too. Changes nothing. */
    result doctor()
    {
        zoom_result *out = nullptr;
        zoom_client_doctor(get(), &out);
        return result(out);
    }

    /**
    Sends any other request unchanged: any method, a path relative to the host (/v2/users/me) or to base_url (users/me), lines
    "Name: value" as headers, any bytes as body. Any completely received 2xx response is ok().
    */
    result request(text method, text path_and_query, text headers = "", text body = "")
    {
        zoom_result *out = nullptr;
        zoom_client_request(get(), method.c_str(), path_and_query.c_str(), detail::lines(headers), body.data(), body.size(),
                            &out);
        return result(out);
    }

    /** The same with a form as the body. */
    result request(text method, text path_and_query, text headers, const form &body)
    {
        zoom_result *out = nullptr;
        zoom_client_request_form(get(), method.c_str(), path_and_query.c_str(), detail::lines(headers), body.get(), &out);
        return result(out);
    }

    /** Renders the request that update_user() would send, without sending it: rendered() of the result, without the token. */
    result render_update(text user_id, const patch &fields, text format = "http")
    {
        zoom_result *out = nullptr;
        zoom_client_render(get(), user_id.c_str(), fields.get(), format.c_str(), &out);
        return result(out);
    }

    /** Renders what request() would send. */
    result render(text method, text path_and_query, text headers = "", text body = "", text format = "http")
    {
        zoom_result *out = nullptr;
        zoom_client_render_request(get(), method.c_str(), path_and_query.c_str(), detail::lines(headers), body.data(),
                                   body.size(), format.c_str(), &out);
        return result(out);
    }

    result render(text method, text path_and_query, text headers, const form &body, text format = "http")
    {
        zoom_result *out = nullptr;
        zoom_client_render_form(get(), method.c_str(), path_and_query.c_str(), detail::lines(headers), body.get(),
                                format.c_str(), &out);
        return result(out);
    }

    /** Cancels the running call with ZOOM_E_CANCELLED, from any thread. Has no effect if no call is running. */
    void cancel() const noexcept { zoom_client_cancel(get()); }

    /** Why the last set() failed, or "". */
    std::string last_error() const { return zoom_client_error(get()); }

    zoom_client *get() const noexcept { return handle_.get(); }

private:
    template <typename Call>
    static result run(const row_function &on_row, Call call)
    {
        zoom_result *out = nullptr;
        detail::row_call told = {on_row
#if ZOOMUSER_THROWS
                                 ,
                                 nullptr
#endif
        };
        call(on_row ? detail::on_row : nullptr, &told, &out);
        result ended(out);
#if ZOOMUSER_THROWS
        if (told.thrown) {
            std::rethrow_exception(told.thrown);
        }
#endif
        return ended;
    }

    /* On the heap, so that its address, which the library has, stays valid when the client is moved. */
    std::unique_ptr<token_source> source_;
    std::unique_ptr<zoom_client, detail::deleter> handle_;
};

inline bool user_list::next()
{
    user_.i_++;
    while (!is_begun_ || user_.i_ >= zoom_result_count(user_.page_.get(), ZOOM_LIST_USERS)) {
        if (is_at_end_) {
            return false;
        }
        zoom_result *out = nullptr;
        zoom_client_list_users(client_->get(), options_.c_str(), token_.c_str(), &out);
        user_.page_ = result(out);
        user_.i_ = 0;
        is_begun_ = true;
        token_ = zoom_result_text(out, ZOOM_TEXT_NEXT_PAGE_TOKEN);
        is_at_end_ = token_.empty();
#if ZOOMUSER_THROWS
        user_.page_.or_throw();
#endif
    }
    return true;
}

/** Receives a log line and its level: 1 error, 2 warning, 3 info, 4 debug, 5 trace. */
using log_function = void (*)(int level, const std::string &line);

namespace detail {
inline void ZOOM_CALL log(std::int32_t level, const char *line, void *function)
{
    const log_function called = reinterpret_cast<log_function>(function);
#if ZOOMUSER_THROWS
    try {
        called(level, line);
    } catch (...) {
        /* An exception must not pass through the library; the call continues. */
    }
#else
    called(level, line);
#endif
}
} // namespace detail

/**
Sets the function that receives the library's log, for the whole process: lines up to `level`, 0 for none. It is called on the
thread whose call is logged; several threads may call it at the same time. nullptr stops logging.
*/
inline zoom_status set_log(int level, log_function function)
{
    void *const user_data = reinterpret_cast<void *>(function);
    const zoom_status status = zoom_set_log_callback(level, function != nullptr ? detail::log : nullptr, user_data);
    return detail::checked(status, "level: expected 0 to 5");
}

/**
Updates a user in one call. Fields and options are JSON objects; the token is "" if the options have the credentials, and the
options are "" or nullptr for the defaults.
*/
inline result update_user(text token, text user_id, text fields_json, text options_json = "")
{
    zoom_result *out = nullptr;
    zoom_update_user(token.c_str(), user_id.c_str(), fields_json.c_str(), options_json.data(), &out, nullptr, 0);
    return result(out);
}

} // inline namespace
} // namespace zoomuser

#endif

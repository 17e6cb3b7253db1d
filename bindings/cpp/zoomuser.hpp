/*
zoomuser.hpp: zoomuser.h for C++11 and later, with objects that free themselves. There is nothing to build: put this
file beside zoomuser.h and link with -lzoomuser.

    zoomuser::client client;
    client.set(ZOOM_OPT_TOKEN, token);

    zoomuser::patch patch;
    patch.set(ZOOM_FIELD_DEPT, "Engineering");
    patch.set(ZOOM_FIELD_TYPE, 2);

    zoomuser::result result = client.update_user("ada@example.com", patch);
    std::cout << result.message() << '\n';

Calls      What makes a call (update_user, get_user, doctor, request, render, check) returns a result and never throws because of how the call ended: ask
           ok() or status(), or end the line with .or_throw().
Setters    What sets something returns a zoom_status. With exceptions it returns only if that is ZOOM_OK, and throws
           zoomuser::error otherwise; without exceptions it returns the status, and last_error() says why.
Text       UTF-8, as std::string or const char *. A null pointer (write nullptr, not NULL) is refused with ZOOM_E_NULL,
           and so is a name or a user id with a NUL character inside. Values may hold NUL characters.
Moving     Clients, patches and forms can be moved, not copied. One that was moved from answers ZOOM_E_NULL until it gets a
           new value. A result can be copied: it never changes, so copies share it.
Threads    As in zoomuser.h: a client, a patch and a form are used by one thread at a time, but for cancel(), which any thread
           may call while the client is there. A result may be read by many.

Exceptions are off where the compiler has them off, and where ZOOMUSER_NO_EXCEPTIONS is defined before this file is
included. Then zoomuser::error and or_throw() do not exist; all else is the same. Files of one program may differ in
this, but cannot pass each other's objects.

All functions of zoomuser.h work beside this file, e.g. zoom_status_name, zoom_field_text and zoom_cleanup; get() gives
the object that they take.
*/

#ifndef ZOOMUSER_HPP
#define ZOOMUSER_HPP

#include "zoomuser.h"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
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

/* The linker knows the two forms of this file by different names, so that both can be in one program. */
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
    void operator()(zoom_result *freed) const noexcept { zoom_result_free(freed); }
};

/* Whole numbers that fit into 64 bits with a sign; neither a boolean nor a character. */
template <typename T>
struct is_number {
    static constexpr bool value = std::is_integral<T>::value && std::numeric_limits<T>::digits <= 63
                                  && !std::is_same<T, bool>::value && !std::is_same<T, char>::value;
};
} // namespace detail

/** A text that a function is given: a const char * or a std::string. It is neither copied nor kept. */
class text {
public:
    /* NULL has the size 1: the library takes NULL of size 0 for "", but is to refuse this. */
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
/* Header lines, where NULL is none: a NUL character inside is to be refused like any other control character. */
inline const char *lines(text headers) noexcept
{
    return headers.c_str() != nullptr || headers.data() == nullptr ? headers.c_str() : "NUL: \1";
}
} // namespace detail

/** What a result says of a field; `field` is "" where it is about the whole. */
struct item {
    std::string field;
    std::string message;
};

struct header_line {
    std::string name;
    std::string value;
};

/** What reading the user shows of a field that was set. Values that are not text are JSON; "" is none. */
struct field_outcome {
    std::string field;
    /** "applied", "already", "ignored", "unverifiable" or "differs". */
    std::string outcome;
    /** What reading showed before. */
    std::string old_value;
    /** What was set. */
    std::string new_value;
    /** What reading shows after. */
    std::string seen;
};

/** A name that reading a user shows, and its value: text, or else JSON. */
struct user_member {
    std::string name;
    std::string value;
};

/** A check of the doctor. */
struct doctor_check {
    /** What was looked at: "dns", "token" ... */
    std::string name;
    /** Of the server it is about, or "". */
    std::string url;
    /** "ok", "warning", "failed" or "skipped". */
    std::string outcome;
    std::string message;
    /** What to do about it, or "". */
    std::string remedy;
};

/** How a call ended, with Zoom's answer if there was one. */
class result {
public:
    /** No call: its status is ZOOM_E_NULL, its texts are "". */
    result() noexcept : handle_() {}
    /** Takes over a result of zoomuser.h, and frees it. */
    explicit result(zoom_result *taken) : handle_(taken, detail::deleter()) {}

    zoom_status status() const noexcept { return zoom_result_status(get()); }
    bool ok() const noexcept { return status() == ZOOM_OK; }
    /** Whether the same call may succeed later without a change. */
    bool is_retryable() const noexcept { return zoom_status_is_retryable(status()) != 0; }

    /** One line, always there. */
    std::string message() const { return zoom_result_text(get(), "message"); }
    /** What to do about it, or "". */
    std::string remedy() const { return zoom_result_text(get(), "remedy"); }
    /** Zoom's own words, or "". */
    std::string api_message() const { return zoom_result_text(get(), "api_message"); }
    /** For Zoom's support, or "". */
    std::string tracking_id() const { return zoom_result_text(get(), "tracking_id"); }
    /** The whole result as a JSON object, or "" if the call was refused before it began. */
    std::string json() const { return zoom_result_text(get(), "json"); }

    /** The words after the HTTP status of Zoom's answer, e.g. "Bad Request", or "". */
    std::string reason() const { return zoom_result_text(get(), "reason"); }
    /** The head of Zoom's answer as it came, or "". */
    std::string head() const { return zoom_result_text(get(), "head"); }
    /** What render() made, or "". */
    std::string rendered() const { return zoom_result_text(get(), "rendered"); }

    /** The HTTP status of Zoom's answer; -1 if there is none, as in all numbers. */
    std::int64_t http_status() const noexcept { return zoom_result_number(get(), "http_status"); }
    /** Zoom's own error code. */
    std::int64_t api_code() const noexcept { return zoom_result_number(get(), "api_code"); }
    /** How often the request was tried to be sent. */
    std::int64_t attempts() const noexcept { return zoom_result_number(get(), "attempts"); }
    /** Time spent waiting for a turn or between attempts. */
    std::int64_t waited_ms() const noexcept { return zoom_result_number(get(), "waited_ms"); }
    /** How long Zoom asks to wait, from now. */
    std::int64_t retry_after_ms() const noexcept { return zoom_result_number(get(), "retry_after_ms"); }

    /** The first header of Zoom's answer with this name, in any case of letters, or "". */
    std::string header(text name) const { return zoom_result_header(get(), name.c_str()); }

    /** The body of Zoom's answer, at most its first mebibyte; any bytes. */
    std::string body() const
    {
        std::size_t length = 0;
        const char *bytes = zoom_result_body(get(), &length);
        return std::string(bytes, length);
    }

    /** What Zoom says of single fields. */
    std::vector<item> field_errors() const { return list<item>("field_errors", "field", "message"); }
    /** What stopped the call before it was sent. */
    std::vector<item> problems() const { return list<item>("problems", "field", "message"); }
    std::vector<item> warnings() const { return list<item>("warnings", "field", "message"); }
    std::vector<header_line> headers() const { return list<header_line>("headers", "name", "value"); }
    /** With the options verify and only_changes: what was found of each field that was set. */
    std::vector<field_outcome> fields() const
    {
        std::vector<field_outcome> rows;
        const std::size_t count = zoom_result_count(get(), "fields");
        rows.reserve(count);
        for (std::size_t i = 0; i < count; i++) {
            const auto cell = [&](const char *what) { return zoom_result_item(get(), "fields", i, what); };
            rows.push_back(field_outcome{cell("field"), cell("outcome"), cell("old"), cell("new"), cell("seen")});
        }
        return rows;
    }

    /** After get_user(): the user as Zoom's JSON text, or "". */
    std::string user() const { return zoom_result_text(get(), "user"); }
    /** After get_user(): each name and value of the user. */
    std::vector<user_member> user_members() const { return list<user_member>("user", "name", "value"); }

    /** After doctor(): what was looked at, in order. */
    std::vector<doctor_check> checks() const
    {
        std::vector<doctor_check> rows;
        const std::size_t count = zoom_result_count(get(), "checks");
        rows.reserve(count);
        for (std::size_t i = 0; i < count; i++) {
            const auto cell = [&](const char *what) { return zoom_result_item(get(), "checks", i, what); };
            rows.push_back(doctor_check{cell("name"), cell("url"), cell("outcome"), cell("message"), cell("remedy")});
        }
        return rows;
    }

#if ZOOMUSER_THROWS
    /** Gives the result back if ok(), else throws an error that carries it. */
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
/** A setter that refused, or a call that or_throw() was asked of. what() is one line. */
class error : public std::runtime_error {
public:
    error(zoom_status status, const char *message) : std::runtime_error(message), status_(status), result_() {}
    explicit error(const zoomuser::result &failed)
        : std::runtime_error(failed.message()), status_(failed.status()), result_(failed) {}

    zoom_status status() const noexcept { return status_; }
    /** How the call ended; of a setter that refused, the result of no call. */
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
/* The end of all that sets something: gives the status back, or throws it if it is not ZOOM_OK. */
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

/** The version of the library, e.g. "0.1.0". */
inline std::string version() { return zoom_version(); }

/** Refuses a library of another ABI than zoomuser.h's, with ZOOM_E_INTERNAL. Making a client does this. */
inline zoom_status check_abi()
{
    return detail::checked(zoom_abi_version() == ZOOM_ABI_VERSION ? ZOOM_OK : ZOOM_E_INTERNAL,
                           "libzoomuser and zoomuser.h are of different ABI versions");
}

/** The fields to change (ZOOM_FIELD_...). Names and values are judged when the call is made. */
class patch {
public:
    patch() : handle_(zoom_user_patch_new()) { detail::checked(handle_ ? ZOOM_OK : ZOOM_E_PANIC, ""); }

    /** Sets a field to text. */
    zoom_status set(text field, text value)
    {
        return checked(zoom_user_patch_set_n(get(), field.c_str(), value.data(), value.size()));
    }

    /** Sets a field to a whole number. */
    template <typename Number>
    typename std::enable_if<detail::is_number<Number>::value, zoom_status>::type set(text field, Number value)
    {
        return checked(zoom_user_patch_set_int(get(), field.c_str(), value));
    }

    /** Sets a field to true or false. A template, so that nothing else turns into a boolean, least of all a pointer. */
    template <typename Bool>
    typename std::enable_if<std::is_same<Bool, bool>::value, zoom_status>::type set(text field, Bool value)
    {
        return checked(zoom_user_patch_set_bool(get(), field.c_str(), value ? 1 : 0));
    }

    /** Sets a field to JSON, e.g. an array; it is sent as you wrote it. */
    zoom_status set_json(text field, text json)
    {
        return checked(zoom_user_patch_set_json_n(get(), field.c_str(), json.data(), json.size()));
    }

    /** Sets a field to JSON null. What Zoom does with it is not documented. */
    zoom_status set_null(text field) { return checked(zoom_user_patch_set_null(get(), field.c_str())); }

    /** Takes a field out of the patch; it need not be there. */
    zoom_status unset(text field) { return checked(zoom_user_patch_unset(get(), field.c_str())); }

    /** Judges the patch; sends nothing. */
    result check() const
    {
        zoom_result *out = nullptr;
        zoom_user_patch_check(get(), &out);
        return result(out);
    }

    /** Why the last setter refused, or "". */
    std::string last_error() const { return zoom_user_patch_error(get()); }

    zoom_user_patch *get() const noexcept { return handle_.get(); }

private:
    zoom_status checked(zoom_status status) { return detail::checked(status, zoom_user_patch_error(get())); }

    std::unique_ptr<zoom_user_patch, detail::deleter> handle_;
};

/** One part of a form: its name, its bytes, and what its head says of them. */
struct part {
    std::string name;
    std::string value;
    /** Whether there is to be a file name, a content type, a charset: nullptr is none, "" is an empty one. */
    const char *file_name;
    const char *content_type;
    const char *charset;

    part(std::string part_name, std::string bytes, const char *type = nullptr, const char *file = nullptr,
         const char *of_text = nullptr)
        : name(std::move(part_name)), value(std::move(bytes)), file_name(file), content_type(type), charset(of_text) {}
};

/** Parts for a body of multipart/form-data, in the order in which they are added. */
class form {
public:
    form() : handle_(zoom_form_new()) { detail::checked(handle_ ? ZOOM_OK : ZOOM_E_PANIC, ""); }

    /** Adds a part without a content type. Its name may be "" and may stand twice; its value may hold any bytes. */
    zoom_status add(text name, text value)
    {
        return checked(zoom_form_add_part(get(), name.c_str(), nullptr, nullptr, nullptr, value.data(), value.size()));
    }

    /** Adds a part with more to say. Anything without control characters is sent as given. */
    zoom_status add(const part &added)
    {
        return checked(zoom_form_add_part(get(), text(added.name).c_str(), added.file_name, added.content_type,
                                          added.charset, added.value.data(), added.value.size()));
    }

    /** Why the last add() refused, or "". */
    std::string last_error() const { return zoom_form_error(get()); }

    zoom_form *get() const noexcept { return handle_.get(); }

private:
    zoom_status checked(zoom_status status) { return detail::checked(status, zoom_form_error(get())); }

    std::unique_ptr<zoom_form, detail::deleter> handle_;
};

/** Gives an access token; `refused` says that Zoom has just refused the one before. Without a token it throws, and what()
    is the reason in the result, or returns "". */
using token_source = std::function<std::string(bool refused)>;

namespace detail {
/* Puts a text into the room that the library gives for it, as zoom_token_callback describes. */
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

/** An account's way to Zoom: the token, the options and the kept connection. */
class client {
public:
    /** Without exceptions, a library of another ABI makes a client that answers ZOOM_E_NULL. */
    client() : handle_(check_abi() == ZOOM_OK ? zoom_client_new() : nullptr)
    {
        detail::checked(handle_ ? ZOOM_OK : ZOOM_E_PANIC, "");
    }

    /** Sets an option (ZOOM_OPT_...); "" puts it back to its default. One that is refused stays as it was. */
    zoom_status set(text option, text value)
    {
        const zoom_status status = zoom_client_set_n(get(), option.c_str(), value.data(), value.size());
        return detail::checked(status, zoom_client_error(get()));
    }

    /**
    Lets the program give the access tokens itself, instead of an option; nullptr ends that. It is asked on the thread of
    each call before anything is sent, and once more if Zoom refuses the token. Calls on the same client from there are
    ZOOM_E_BUSY.
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

    /** Changes a user, who is named by an id, an e-mail address, or "me" for the token's own user. */
    result update_user(text user_id, const patch &fields)
    {
        zoom_result *out = nullptr;
        zoom_client_update_user(get(), user_id.c_str(), fields.get(), &out);
        return result(out);
    }

    /** Reads a user: user() of the result. A complete 200 with a JSON object is ok(). */
    result get_user(text user_id)
    {
        zoom_result *out = nullptr;
        zoom_client_get_user(get(), user_id.c_str(), &out);
        return result(out);
    }

    /** Looks for what keeps updates from Zoom: checks() of the result, after a failure too. Changes nothing. */
    result doctor()
    {
        zoom_result *out = nullptr;
        zoom_client_doctor(get(), &out);
        return result(out);
    }

    /**
    Sends a request as it is: any method, a path below the host (/v2/users/me) or below base_url (users/me), lines
    "Name: value" as headers, any bytes as body. Any 2xx, completely received, is ok().
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

    /** Shows the request that update_user() would send, without the token: rendered() of the result. Sends nothing. */
    result render_update(text user_id, const patch &fields, text format = "http")
    {
        zoom_result *out = nullptr;
        zoom_client_render(get(), user_id.c_str(), fields.get(), format.c_str(), &out);
        return result(out);
    }

    /** Shows what request() would send. */
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

    /** Ends the call in flight with ZOOM_E_CANCELLED, from any thread. Without one it has no effect. */
    void cancel() const noexcept { zoom_client_cancel(get()); }

    /** Why the last set() refused, or "". */
    std::string last_error() const { return zoom_client_error(get()); }

    zoom_client *get() const noexcept { return handle_.get(); }

private:
    /* Stays where it is when the client is moved; the library knows the place. */
    std::unique_ptr<token_source> source_;
    std::unique_ptr<zoom_client, detail::deleter> handle_;
};

/** Gets a line of the log and its level: 1 error, 2 warning, 3 info, 4 debug, 5 trace. */
using log_function = void (*)(int level, const std::string &line);

namespace detail {
inline void ZOOM_CALL log(std::int32_t level, const char *line, void *function)
{
    const log_function called = reinterpret_cast<log_function>(function);
#if ZOOMUSER_THROWS
    try {
        called(level, line);
    } catch (...) {
        /* The call goes on; there is nobody to tell. */
    }
#else
    called(level, line);
#endif
}
} // namespace detail

/**
Hands the log of the library to a function, for the whole process: lines up to `level`, 0 none. It is called on the thread
whose call is logged, by several threads at the same time. nullptr ends it.
*/
inline zoom_status set_log(int level, log_function function)
{
    void *const user_data = reinterpret_cast<void *>(function);
    const zoom_status status = zoom_set_log_callback(level, function != nullptr ? detail::log : nullptr, user_data);
    return detail::checked(status, "level: expected 0 to 5");
}

/**
The whole job in one call. Fields and options are JSON objects; the token is "" if it stands in the options, and the
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

# frozen_string_literal: true

require_relative "zoomuser/raw"
require_relative "zoomuser/error"
require_relative "zoomuser/library"
require_relative "zoomuser/value"
require_relative "zoomuser/handle"
require_relative "zoomuser/result"
require_relative "zoomuser/patch"
require_relative "zoomuser/form"
require_relative "zoomuser/bulk"
require_relative "zoomuser/client"

# Changes a Zoom user (PATCH /v2/users/{userId}).
#
#   Zoomuser::Client.open(token: ENV.fetch("ZOOM_TOKEN")) do |client|
#     client.update_user("ada@example.com", dept: "Research", type: 2)
#   end
#
# A call that fails raises a Zoomuser::Error, whose `result` has Zoom's answer. Misuse of this module is an ArgumentError,
# TypeError, RangeError, or, of what is closed, IOError. Text is Unicode: strings of any encoding are converted to UTF-8.
module Zoomuser
  VERSION = "0.2.0"
  # JSON null as the value of a field; nil leaves a field out.
  NULL = Null.instance

  class << self
    # Loads the library of this path; without a path the system looks for it. Else the first call does that.
    def load(path = nil) = Library.load(path)

    # JSON for a field, sent unchanged: `custom_attributes: Zoomuser.json("[...]")`.
    def json(text) = Json.new(Value.text(text, "json"))

    def version = Value.decoded(Library.call(:zoom_version))
    def abi_version = Library.call(:zoom_abi_version)
    def status_name(status) = Value.decoded(Library.call(:zoom_status_name, status))
    def status_text(status) = Value.decoded(Library.call(:zoom_status_text, status))

    # Closes the connections that update_user keeps; never needed.
    def cleanup = Library.call(:zoom_cleanup)

    # What the library knows of each field and option, as hashes.
    def fields = catalogue("field", %i[name kind place limits help read_back deprecated])
    def options = catalogue("option", %i[name kind default help])

    # Everything in one call; use nil as the token if the options contain it. An interrupt (Timeout, Ctrl-C) waits for its end.
    def update_user(token, user_id, options: {}, **fields)
      texts = [Value.text(token || "", "token"), Value.text(user_id, "user_id"), Value.object(fields), Value.object(options)]
      Result.of_call { |out| Library.wait(:zoom_update_user, *texts, out, nil, 0) }
    end

    # Hands each line of the log up to this level (docs/c-api.md) to the block, on the thread that makes the call; without a
    # block it ends.
    def log(level = 0, &block)
      callback = block && Library.callback(:zoom_log_callback) do |line_level, line, _|
        block.call(line_level, Value.decoded(line.to_s))
      rescue Exception => e # rubocop:disable Lint/RescueException -- nothing may be raised through the library
        warn "Zoomuser.log: #{e.class}: #{e.message}"
      end
      status = Library.call(:zoom_set_log_callback, block ? Value.int32(level, "level") : 0, callback, nil)
      Error.raise_of(status, "level: expected a number from 0 to 5") unless status.zero?
      # The old one may still be running in a call.
      (@log_callbacks ||= []) << callback if callback
      nil
    end

    private

    def catalogue(noun, whats)
      Array.new(Library.call(:"zoom_#{noun}_count")) do |i|
        whats.to_h { |what| [what, Value.decoded(Library.call(:"zoom_#{noun}_text", i, what.to_s))] }
      end
    end
  end
end

# frozen_string_literal: true

# What the layer itself promises, beyond the script.

require "timeout"
require_relative "../../../bindings/ruby/lib/zoomuser"

JANE = "jane@example.com"
SLOW = "slow-20000@sandbox.test"
OPEN = { base_url: ENV.fetch("ZOOM_BASE_URL"), ca_file: ENV.fetch("ZOOM_CA_FILE") }.freeze
OPTIONS = { token: ENV.fetch("ZOOM_TOKEN"), **OPEN }.freeze

def check(what, is_so = true) = is_so || raise("not so: #{what}")

def refused(error, expected)
  yield
rescue Exception => e # rubocop:disable Lint/RescueException
  check("#{e.class}: #{e.message} is a #{error} with #{expected}", e.is_a?(error) && e.message.include?(expected))
  e
else
  raise "not refused: #{expected}"
end

refused(LoadError, "nowhere") { Zoomuser.load("/nowhere/libzoomuser.so") }
Zoomuser.load(ENV.fetch("ZOOM_LIBRARY"))
zoom = Zoomuser::Client.new(**OPTIONS)
patch = Zoomuser::Patch.new

# Arguments that C cannot take, or would take for something else.
refused(TypeError, "user_id: expected a String") { zoom.update_user(nil, dept: "x") }
refused(ArgumentError, "user_id: expected text without NUL") { zoom.update_user("a\0b", dept: "x") }
refused(ArgumentError, "dept: expected valid UTF-8") { patch.set(:dept, "a\xED\xA0\x80") }
refused(ArgumentError, "dept: expected text that can be converted to UTF-8") { patch.set(:dept, "a\xff".b) }
[nil, 2.5, 2.0, Object.new].each { |value| refused(TypeError, "type: expected text") { patch.set(:type, value) } }
[2**63, -2**63 - 1].each { |value| refused(RangeError, "pmi: expected") { patch.set(:pmi, value) } }
[[Float::NAN], ["\xff"]].each { |value| refused(ArgumentError, "dept: expected a value that JSON") { patch.set(:dept, value) } }
refused(Zoomuser::InvalidJsonError, "dept: not JSON") { patch.set(:dept, Zoomuser.json("[")) }
refused(Zoomuser::UnknownNameError, "no_such") { Zoomuser::Client.new(no_such: 1) }
refused(TypeError, "timeout_ms: expected") { zoom.set(:timeout_ms, 1.5) }
refused(ArgumentError, "got both") { zoom.update_user(JANE, patch, dept: "x") }
refused(ArgumentError, "lines without line breaks") { zoom.request("GET", "users/me", headers: { "A" => "b\nC: d" }) }

# Strings of any encoding; NUL in a value; values of all kinds.
[%w[Zoë ISO-8859-1], %w[Zoë𝄞 UTF-16LE]].each do |text, encoding|
  check(encoding, zoom.render(JANE, { dept: text.encode(encoding) }).end_with?(%({"dept":"#{text}"})))
end
shown = zoom.render(JANE, { dept: "a\0b", use_pmi: false, custom_attributes: [{ key: "𝄞" }], location: nil, company: Zoomuser::NULL })
check("values", shown.end_with?('{"dept":"a\u0000b","use_pmi":false,"custom_attributes":[{"key":"𝄞"}],"company":null}'))
form = Zoomuser::Form.new.add("a", "ë").add_part("pic", "\0\xff".b, file_name: "x.png")
check("a form", zoom.render_request("POST", "users/me/picture", form: form).include?('filename="x.png"'))
check("bytes", zoom.request("GET", "users/#{JANE}").body.encoding == Encoding::BINARY)
check("one call", Zoomuser.update_user(OPTIONS[:token], JANE, type: 2, dept: nil, options: { **OPEN, confirm: true }).ok?)

# Tokens from a source: asked again; what it raises is the cause; what ends a program passes.
asked = []
asks = Zoomuser::Client.new(token: ->(old) { asked << old; old ? OPTIONS[:token] : "outdated" }, **OPEN)
check("a token that was refused", asks.get_user(JANE).ok? && asked == [false, true])
[-> (_) { raise KeyError, "secret" }, -> (_) { throw :away }, -> (_) {}, -> { "" }, -> (_) { "x" * 100_000 }].each do |source|
  error = refused(Zoomuser::MissingTokenError, "token") { asks.token_callback(source).get_user(JANE) }
  check("a cause without its words", error.cause && !error.message.include?("secret"))
end
refused(SystemExit, "exit") { asks.token_callback(->(_) { exit 3 }).get_user(JANE) }

# A call is cancelled by whatever interrupts it, and leaves the client as it was.
started = Process.clock_gettime(Process::CLOCK_MONOTONIC)
refused(Timeout::Error, "expired") { Timeout.timeout(0.2) { zoom.update_user(SLOW, dept: "x") } }
killed = Thread.new { zoom.update_user(SLOW, dept: "x") }
Thread.pass until killed.status == "sleep"
killed.kill.join
check("long before its end", Process.clock_gettime(Process::CLOCK_MONOTONIC) - started < 15)
check("usable after it", zoom.get_user(JANE).ok?)

# Closed in a call it is freed at its end; copies are refused, and free nothing.
closing = Zoomuser::Client.new(token: ->(_) { closing.close; OPTIONS[:token] }, **OPEN)
check("closed in a call", closing.get_user(JANE).ok?)
refused(IOError, "the client is closed") { closing.cancel }
refused(TypeError, "cannot be copied") { zoom.dup }
GC.start
GC.compact if GC.respond_to?(:compact)
check("usable after a copy was refused", zoom.get_user(JANE).ok?)
check("a result is a value", Marshal.load(Marshal.dump(zoom.get_user(JANE))).ok?)

check("the doctor", zoom.doctor.ok?)
ill = Zoomuser::Client.new(**OPTIONS, token: "wrong").doctor
check("a failed check", !ill.ok? && ill.checks.any? { |item| item[:outcome] == "failed" })

lines = []
Zoomuser.log(3) { |_, line| lines << line }
zoom.get_user(JANE)
Zoomuser.log
zoom.get_user(JANE)
check("the log", lines.size == 1 && lines.first.include?("HTTP 200"))
check("the catalogue", Zoomuser.fields.size > 30 && Zoomuser.options.size > 20)

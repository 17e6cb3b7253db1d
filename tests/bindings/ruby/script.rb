# frozen_string_literal: true

# The script of tests/bindings/README.md in Ruby.

require_relative "../../../bindings/ruby/lib/zoomuser"

$stdout.sync = true
Zoomuser.load(ENV.fetch("ZOOM_LIBRARY"))

JANE = "jane@example.com"

def say(name, value) = puts("#{name} #{value}")

def say_list(name, items) = items.each { |item| say(name, "#{item[:field]}: #{item[:message]}") }

def client(**options)
  Zoomuser::Client.new(token: ENV.fetch("ZOOM_TOKEN"), base_url: ENV.fetch("ZOOM_BASE_URL"),
                       ca_file: ENV.fetch("ZOOM_CA_FILE"), **options)
end

# The result of a call, be it that of the error.
def ended
  yield
rescue Zoomuser::Error => e
  e.result
end

say("version.library", Zoomuser.version)
say("version.abi", Zoomuser.abi_version)

zoom = client

patch = Zoomuser::Patch.new(first_name: "Zoë 𝄞", job_title: "", type: 2, pmi: 9_876_543_210, use_pmi: true)
patch.set(:custom_attributes, Zoomuser.json('[{"key":"k1","name":"n","value":"💡"}]')).set(:location, Zoomuser::NULL)
result = ended { zoom.update_user(JANE, patch) }
say("update.status", result.name)
say("update.http", result.http_status)
say("update.attempts", result.attempts)
say("update.message", result.message)
say_list("update.warning", result.warnings)

read = ended { zoom.get_user(JANE) }
say("read.status", read.name)
user = read.items.to_h { |item| [item[:name], item[:value]] }
%w[first_name type pmi use_pmi custom_attributes job_title].each { |name| say("read.#{name}", user[name]) }

lost = Zoomuser::Patch.new(dept: "lost", cost_center: "kept").unset(:dept)
say("unset.status", ended { zoom.update_user(JANE, lost) }.name)

plan = zoom.plan(JANE, Zoomuser::Patch.new(dept: "planned", cost_center: "kept"))
say("plan.status", plan.name)
say("plan.attempts", plan.attempts)
plan.fields.each { |field| say("plan.#{field[:field]}", field[:outcome]) }

checked = ended { zoom.update_user(JANE, type: "x", no_such: "1") }
say("check.status", checked.name)
say("check.attempts", checked.attempts)
say_list("check.problem", checked.problems)

begin
  zoom.set(:no_such, "1")
rescue Zoomuser::UnknownNameError => e
  say("option.status", e.name)
  say("option.message", e.message)
end

rejected = ended { zoom.update_user("fields-error@sandbox.test", dept: "x") }
say("rejected.status", rejected.name)
say("rejected.retryable", rejected.retryable? ? 1 : 0)
say("rejected.http", rejected.http_status)
say("rejected.api_code", rejected.api_code)
say_list("rejected.field_error", rejected.field_errors)

not_found = ended { zoom.update_user("nobody@example.com", dept: "x") }
say("not_found.status", not_found.name)
say("not_found.http", not_found.http_status)
say("not_found.api_code", not_found.api_code)
say("not_found.api_message", not_found.api_message)

limited = ended { client(max_retries: 0).update_user("rate-seconds@sandbox.test", dept: "x") }
say("rate_limited.status", limited.name)
say("rate_limited.retryable", limited.retryable? ? 1 : 0)
say("rate_limited.http", limited.http_status)
say("rate_limited.retry_after_is_given", limited.retry_after_ms.positive? ? "yes" : "no")
say("rate_limited.header", limited.header("Retry-After"))

late = ended { client(timeout_ms: 1500, max_retries: 0).update_user("slow-20000@sandbox.test", dept: "x") }
say("timeout.status", late.name)
say("timeout.http", late.http_status)
say("timeout.message", late.message)

thread = Thread.new { ended { zoom.update_user("slow-20000@sandbox.test", dept: "x") } }
zoom.cancel until thread.join(0.01)
say("cancel.status", thread.value.name)
say("cancel.again", ended { zoom.update_user(JANE, dept: "Sales") }.name)

unauthorized = ended { client(token: "wrong").update_user(JANE, dept: "x") }
say("unauthorized.status", unauthorized.name)
say("unauthorized.http", unauthorized.http_status)

nobody = ended { client(base_url: "http://127.0.0.1:1/v2", max_retries: 0).update_user(JANE, dept: "x") }
say("no_server.status", nobody.name)
say("no_server.http", nobody.http_status)

options = { base_url: ENV.fetch("ZOOM_BASE_URL"), ca_file: ENV.fetch("ZOOM_CA_FILE") }
once = ended { Zoomuser.update_user(ENV.fetch("ZOOM_TOKEN"), JANE, cost_center: "one call", options: options) }
say("one_call.status", once.name)
say("one_call.message", once.message)

zoom.list_users(page_size: 2) { |user| say("list.user", user["email"]) }

many = zoom.update_users({ "john@example.com" => { cost_center: "many" }, "nobody@example.com" => { dept: "x" } })
say("bulk.status", many.name)
many.rows.each { |row| say("bulk.row", "#{row[:user_id]} #{row[:outcome]}") }
say("bulk.sent", many.counts[:sent])
say("bulk.failed", many.counts[:failed])

[zoom, patch, lost].each do |object|
  object.close
  object.close
end
say("freed.twice", "ok")
begin
  zoom.update_user(JANE, dept: "x")
  say("freed.used", "not refused")
rescue IOError
  say("freed.used", "refused")
end

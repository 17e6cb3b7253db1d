# frozen_string_literal: true

# Changes the department of a Zoom user and prints the whole result.
#
#     ZOOM_TOKEN=... ruby update_user.rb ada@example.com Engineering
#
# Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the library if the system does not find it.
# To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and ZOOM_CA_FILE, a PEM file of
# certificate authorities to trust.
#
# Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.

require_relative "../../bindings/ruby/lib/zoomuser"

user_id, department = ARGV
if ARGV.size != 2 || ENV["ZOOM_TOKEN"].to_s.empty?
  warn "usage: ZOOM_TOKEN=... ruby update_user.rb USER_ID DEPARTMENT"
  exit 2
end

Zoomuser.load(ENV["ZOOM_LIBRARY"])
options = { token: ENV["ZOOM_TOKEN"], base_url: ENV["ZOOM_BASE_URL"], ca_file: ENV["ZOOM_CA_FILE"] }
result = Zoomuser::Client.open(**options) do |client|
  client.update_user(user_id, dept: department)
rescue Zoomuser::Error => e
  e.result
end

puts "#{result.name} (#{result.status})"
{ message: result.message, hint: result.hint, tracking_id: result.tracking_id }.each do |what, text|
  puts "#{what}: #{text}" unless text.empty?
end
puts "http_status: #{result.http_status}" if result.http_status >= 0
{ field_errors: result.field_errors, problems: result.problems, warnings: result.warnings }.each do |list, items|
  items.each { |item| puts [list, item[:field], item[:message]].reject(&:empty?).join(": ") }
end

exit result.ok? ? 0 : 1

# frozen_string_literal: true

# With the gem: changes a user of the sandbox. The library is the one in the gem.
require "zoomuser"

options = { token: ENV.fetch("ZOOM_TOKEN"), base_url: ENV.fetch("ZOOM_BASE_URL"), ca_file: ENV.fetch("ZOOM_CA_FILE") }
Zoomuser::Client.open(**options) do |client|
  result = client.update_user("jane@example.com", dept: "gem")
  puts "#{Zoomuser.version} #{result.message}"
end

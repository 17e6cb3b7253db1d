# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name = "zoomuser"
  spec.version = "0.2.0"
  spec.summary = "Changes a Zoom user (PATCH /v2/users/{userId})"
  spec.authors = ["the zoomuser developers"]
  spec.licenses = ["MIT", "Apache-2.0"]
  spec.files = Dir["lib/**/*.{rb,so,dll}", "README.md", "LICENSE*", base: __dir__].sort
  spec.required_ruby_version = ">= 3.0"
  spec.metadata = { "rubygems_mfa_required" => "true" }
end

# frozen_string_literal: true

module Zoomuser
  # Many users to change: rows, or a file.
  class Bulk < Handle
    def initialize
      super
      own("bulk", Library.call(:zoom_bulk_new), :zoom_bulk_free)
    end

    # A row: a user and the fields, a Patch or a Hash.
    def add(user_id, fields)
      user = Value.text(user_id, "user_id")
      patch = Patch.from(fields)
      use_of(patch) { |pointer| done(:zoom_bulk_add, user, pointer) }
    ensure
      patch.close if patch && !patch.equal?(fields)
    end

    # The rows of a file.
    def add_file(path, json) = done(:zoom_bulk_add_file, Value.text(path, "path"), json)

    private

    def done(function, *arguments)
      use do |bulk|
        status = Library.call(function, bulk, *arguments)
        Error.raise_of(status, Value.decoded(Library.call(:zoom_bulk_error, bulk))) unless status.zero?
      end
      self
    end
  end
  private_constant :Bulk
end

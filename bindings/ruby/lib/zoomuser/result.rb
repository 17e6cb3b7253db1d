# frozen_string_literal: true

module Zoomuser
  # The result of a call: a copy that does not depend on the library, never changes, and may be given to other threads.
  class Result
    TEXTS = %i[message hint api_message tracking_id json reason head rendered user next_page_token run why].freeze
    NUMBERS = %i[http_status api_code attempts waited_ms retry_after_ms exit].freeze
    ITEM = %i[field message].freeze
    # Arrays of hashes: the name in the library and the keys.
    LISTS = {
      field_errors: ["field_errors", ITEM], problems: ["problems", ITEM], warnings: ["warnings", ITEM],
      headers: ["headers", %i[name value]], fields: ["fields", %i[field outcome old new seen]],
      users: ["users", %i[id email json]], rows: ["rows", %i[line user_id outcome status http_status api_code message hint
                                                             tracking_id attempts waited_ms]],
      items: ["user", %i[name value]], checks: ["checks", %i[name url outcome message hint]]
    }.freeze
    # After update_users: the rows by outcome.
    COUNTS = %i[rows sent applied already ignored unverifiable refused failed drifted kept skipped in_doubt not_tried].freeze
    private_constant :TEXTS, :NUMBERS, :ITEM, :LISTS, :COUNTS

    # `name` is "ZOOM_E_NOT_FOUND"; `body` is bytes; numbers are -1 where there is none.
    attr_reader :status, :name, :body, :counts, *TEXTS, *NUMBERS, *LISTS.keys

    # The result of a call, which the block makes with a place for it; raises if it failed.
    def self.of_call
      out = Fiddle::Pointer.malloc(Fiddle::SIZEOF_VOIDP, Fiddle::RUBY_FREE)
      out[0, Fiddle::SIZEOF_VOIDP] = "\0" * Fiddle::SIZEOF_VOIDP
      status, raised = yield out
      # An exception that ends a program is raised unchanged.
      raise raised if raised && !raised.is_a?(StandardError)
      result = new(out.ptr) unless out.ptr.null?
      return result if result&.ok?
      Error.raise_of(status, result ? result.message : Zoomuser.status_text(status), result: result, cause: raised)
    ensure
      Library.call(:zoom_result_free, out.ptr) if out
    end

    def initialize(pointer)
      @status = Library.call(:zoom_result_status, pointer)
      @name = Zoomuser.status_name(@status)
      @retryable = Library.call(:zoom_status_is_retryable, @status) == 1
      @body = body_of(pointer)
      TEXTS.each { |text| set(text, Value.decoded(Library.call(:zoom_result_text, pointer, text.to_s))) }
      NUMBERS.each { |number| set(number, Library.call(:zoom_result_number, pointer, number.to_s)) }
      @counts = COUNTS.to_h { |count| [count, Library.call(:zoom_result_number, pointer, count.to_s)] }.freeze
      LISTS.each { |name, (list, keys)| set(name, list_of(pointer, list, keys)) }
      freeze
    end

    def ok? = status.zero?
    # Whether the same call may succeed later without a change.
    def retryable? = @retryable

    # The first header of this name (case-insensitive); "" if there is none.
    def header(name) = headers.find { |header| header[:name].casecmp?(name) }&.fetch(:value) || ""

    def to_s = message
    def inspect = "#<#{self.class} #{name}: #{message}>"

    private

    def set(name, value) = instance_variable_set(:"@#{name}", value)

    def body_of(pointer)
      length = Fiddle::Pointer.malloc(Fiddle::SIZEOF_SIZE_T, Fiddle::RUBY_FREE)
      bytes = Library.call(:zoom_result_body, pointer, length)
      bytes[0, length[0, Fiddle::SIZEOF_SIZE_T].unpack1("J")].freeze
    end

    def list_of(pointer, list, keys)
      Array.new(Library.call(:zoom_result_count, pointer, list)) do |i|
        keys.to_h { |key| [key, Value.decoded(Library.call(:zoom_result_item, pointer, list, i, key.to_s))] }.freeze
      end.freeze
    end
  end
end

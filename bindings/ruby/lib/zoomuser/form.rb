# frozen_string_literal: true

module Zoomuser
  # Parts for a body of multipart/form-data, in your order.
  class Form < Handle
    def initialize
      super
      own("form", Library.call(:zoom_form_new), :zoom_form_free)
    end

    # A part of text.
    def add(name, value) = done(:zoom_form_add, Value.text(name, "name"), Value.text(value, "value"))

    # A part of bytes.
    def add_part(name, bytes, file_name: nil, content_type: nil, charset: nil)
      more = { file_name: file_name, content_type: content_type, charset: charset }
      texts = more.map { |what, text| text && Value.text(text, what) }
      value = Value.bytes(bytes, "bytes")
      done(:zoom_form_add_part, Value.text(name, "name"), *texts, value, value.bytesize)
    end

    private

    def done(function, *arguments)
      use do |form|
        status = Library.call(function, form, *arguments)
        Error.raise_of(status, Value.decoded(Library.call(:zoom_form_error, form))) unless status.zero?
      end
      self
    end
  end
end

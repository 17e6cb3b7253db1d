# frozen_string_literal: true

require "json"
require "singleton"

module Zoomuser
  # JSON null.
  class Null
    include Singleton

    def inspect = "Zoomuser::NULL"
  end

  # JSON that is sent unchanged.
  Json = Struct.new(:text)

  # Ruby's values and the library's.
  module Value
    module_function

    # Text as a copy of our own in UTF-8, which nothing changes while the library reads it.
    def text(value, what)
      copy = any_text(value, what)
      raise ArgumentError, "#{what}: expected text without NUL" if copy.include?("\0")
      copy
    end

    # The same with NUL.
    def any_text(value, what)
      value = value.name if value.is_a?(Symbol)
      raise TypeError, "#{what}: expected a String, got #{value.class}" unless value.respond_to?(:to_str)
      copy = String.new(value.to_str).encode(Encoding::UTF_8)
      raise ArgumentError, "#{what}: expected valid UTF-8" unless copy.valid_encoding?
      copy.freeze
    rescue ::EncodingError
      raise ArgumentError, "#{what}: expected text that can be converted to UTF-8, got a String of #{value.encoding}"
    end

    # Text of the library.
    def decoded(bytes) = bytes.dup.force_encoding(Encoding::UTF_8).freeze

    # Bytes, of a String of any encoding.
    def bytes(value, what)
      raise TypeError, "#{what}: expected a String, got #{value.class}" unless value.respond_to?(:to_str)
      value.to_str.b.freeze
    end

    def int64(value, what)
      return value if value.between?(-2**63, 2**63 - 1)
      raise RangeError, "#{what}: expected a whole number of 64 bits"
    end

    def int32(value, what)
      return value if value.is_a?(Integer) && value.between?(-2**31, 2**31 - 1)
      raise ArgumentError, "#{what}: expected a whole number"
    end

    # An Array or a Hash as JSON.
    def structure(value, what)
      text(JSON.generate(value), what)
    rescue JSON::JSONError, ::EncodingError
      raise ArgumentError, "#{what}: expected a value that JSON can represent"
    end

    # Fields or options as a JSON object; nil leaves out.
    def object(values)
      members = values.compact.map do |name, value|
        raw = case value
              when Null then "null"
              when Json then text(value.text, name)
              when String, Symbol then JSON.generate(any_text(value, name))
              when Integer, true, false then value.to_s
              when Array, Hash then structure(value, name)
              else raise TypeError, "#{name}: expected text, a whole number, a boolean, an Array, a Hash, Zoomuser.json or " \
                                    "Zoomuser::NULL, got #{value.class}"
              end
        "#{JSON.generate(text(name, 'name'))}:#{raw}"
      end
      "{#{members.join(',')}}"
    end
  end
end

# frozen_string_literal: true

module Zoomuser
  # The fields to change. A field is unset, set, or null; nothing is ever added to what you set.
  class Patch < Handle
    # The patch itself, or one of a Hash.
    def self.from(fields)
      case fields
      when Patch then fields
      when Hash then new(**fields.transform_keys { |name| Value.text(name, "field").to_sym })
      else raise TypeError, "fields: expected a Zoomuser::Patch or a Hash, got #{fields.class}"
      end
    end

    # A patch of these fields; nil leaves a field out.
    def initialize(**fields)
      super()
      own("patch", Library.call(:zoom_user_patch_new), :zoom_user_patch_free)
      fields.compact.each { |field, value| set(field, value) }
    end

    # Sets a field: a String, an Integer, true, false, an Array, a Hash, Zoomuser.json(...) or Zoomuser::NULL.
    def set(field, value)
      name = Value.text(field, "field")
      case value
      when String, Symbol
        text = Value.any_text(value, name)
        done(:zoom_user_patch_set_n, name, text, text.bytesize)
      when Integer then done(:zoom_user_patch_set_int64, name, Value.int64(value, name))
      when true, false then done(:zoom_user_patch_set_bool, name, value ? 1 : 0)
      when Json then done(:zoom_user_patch_set_json, name, Value.text(value.text, name))
      when Array, Hash then done(:zoom_user_patch_set_json, name, Value.structure(value, name))
      when Null then done(:zoom_user_patch_set_null, name)
      else
        raise TypeError, "#{name}: expected text, a whole number, a boolean, an Array, a Hash, Zoomuser.json or " \
                         "Zoomuser::NULL, got #{value.class}"
      end
    end

    # Removes a field from the patch.
    def unset(field) = done(:zoom_user_patch_unset, Value.text(field, "field"))

    # Validates the patch without sending it.
    def check
      use { |patch| Result.of_call { |out| Library.call(:zoom_user_patch_check, patch, out) } }
    end

    private

    def done(function, *arguments)
      use do |patch|
        status = Library.call(function, patch, *arguments)
        Error.raise_of(status, Value.decoded(Library.call(:zoom_user_patch_error, patch))) unless status.zero?
      end
      self
    end
  end
end

# frozen_string_literal: true

module Zoomuser
  # How a call failed. Each status has a class: NotFoundError, RateLimitedError, TimeoutError, CheckFailedError ...
  class Error < StandardError
    # The number of the status, and the result of the call; nil where a set was refused.
    attr_reader :status, :result

    def initialize(message, status: nil, result: nil)
      super(message)
      @status = status
      @result = result
    end

    # "ZOOM_E_NOT_FOUND"
    def name = Zoomuser.status_name(status)
    def hint = result ? result.hint : ""
    # Whether the same call may succeed later without a change.
    def retryable? = Library.call(:zoom_status_is_retryable, status) == 1

    # Raises the error of a status.
    def self.raise_of(status, message, result: nil, cause: nil)
      raise CLASSES.fetch(status, Error).new(message, status: status, result: result), cause: cause
    end

    CLASSES = Raw::STATUS.except(:OK).to_h do |name, status|
      camel = name.to_s.delete_prefix("E_").split("_").map(&:capitalize).join
      [status, Zoomuser.const_set("#{camel}Error", Class.new(self))]
    end.freeze
    private_constant :CLASSES
  end
end

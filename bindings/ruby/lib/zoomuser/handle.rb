# frozen_string_literal: true

module Zoomuser
  # An object of the library and its end. It is freed by close, when a call that uses it has ended, or by the garbage collector.
  class Handle
    # What the finalizer knows.
    class Owned
      def initialize(owner, pointer, free)
        @owner = owner.object_id
        @pointer = pointer
        @free = free
        @users = 0
        @closed = false
        @lock = Mutex.new
      end

      # The pointer, which stays good until give_back; nil if it is closed.
      def borrow
        @lock.synchronize do
          @users += 1 unless @closed
          @pointer unless @closed
        end
      end

      def give_back
        @lock.synchronize do
          @users -= 1
          free if @closed && @users.zero?
        end
      end

      def close
        @lock.synchronize do
          @closed = true
          free if @users.zero?
        end
      end

      # For the garbage collector: nothing uses it any more. A copy that was refused has the finalizer too.
      def call(id)
        free if id == @owner
      end

      private

      def free
        pointer = @pointer
        @pointer = nil
        Library.call(@free, pointer) if pointer
      end
    end

    # Frees it; a second time it has no effect.
    def close
      @owned.close
      nil
    end

    def inspect = "#<#{self.class}>"

    private

    def own(kind, pointer, free)
      raise NoMemoryError, "Zoomuser: out of memory" if pointer.null?
      @kind = kind
      @owned = Owned.new(self, pointer, free)
      ObjectSpace.define_finalizer(self, @owned)
    end

    def use
      pointer = @owned.borrow
      raise IOError, "the #{@kind} is closed" unless pointer
      begin
        yield pointer
      ensure
        @owned.give_back
      end
    end

    # Lets another object of the library be used in a call of this one.
    def use_of(other, &block) = other.send(:use, &block)

    def initialize_copy(_other)
      raise TypeError, "a #{@kind} cannot be copied"
    end
  end
end

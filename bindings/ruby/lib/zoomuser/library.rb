# frozen_string_literal: true

require "fiddle"

module Zoomuser
  # The loaded library and how its functions are called.
  module Library
    # Functions that wait for the network: other threads run meanwhile.
    WAITING = %i[zoom_update_user zoom_client_update_user zoom_client_get_user zoom_client_plan
                 zoom_client_doctor zoom_client_request zoom_client_request_form].freeze
    # Seconds between two attempts to cancel: one has no effect before the call has begun.
    AGAIN = 0.02
    # 32-bit Windows has a convention of its own.
    ABI = if Fiddle::WINDOWS && Fiddle::SIZEOF_VOIDP == 4
            Fiddle::Function::STDCALL
          else
            Fiddle::Function::DEFAULT
          end

    @loading = Mutex.new

    class << self
      def load(path = nil)
        @loading.synchronize { @functions ||= open(path || default_path) }
        nil
      end

      def call(name, *arguments)
        load unless @functions
        @functions.fetch(name).call(*arguments)
      end

      # Calls a function that waits for the network in a thread of its own, so that this one can be interrupted (Timeout,
      # Thread#kill, Ctrl-C): `cancel` then ends the call, and nothing is left behind. What a callback raised is raised, or the
      # second of the two results.
      def wait(name, *arguments, cancel: -> {})
        load unless @functions
        function = @functions.fetch(name)
        # Nothing may be raised in the thread while it is in the library.
        Thread.handle_interrupt(Object => :never) do
          worker = Thread.new { [function.call(*arguments), Thread.current[:zoomuser_raised]] }
          begin
            Thread.handle_interrupt(Object => :immediate) { worker.value }
          ensure
            cancel.call until worker.join(AGAIN)
          end
        end
      end

      # A block as an address; it must raise nothing.
      def callback(name, &block)
        parameters, result = Raw::CALLBACKS.fetch(name)
        Fiddle::Closure::BlockCaller.new(result, parameters, ABI, &block)
      end

      private

      def open(path)
        handle = Fiddle.dlopen(path)
        found = function(handle, :zoom_abi_version).call
        if found != Raw::ABI_VERSION
          raise LoadError, "Zoomuser: #{path}: the library has ABI #{found}, expected #{Raw::ABI_VERSION}"
        end
        Raw::FUNCTIONS.to_h { |name, _| [name, function(handle, name)] }
      rescue Fiddle::DLError => e
        raise LoadError, "Zoomuser: #{e.message}"
      end

      def function(handle, name)
        parameters, result = Raw::FUNCTIONS.fetch(name)
        Fiddle::Function.new(handle[name.to_s], parameters, result, ABI, need_gvl: !WAITING.include?(name))
      end

      def default_path
        packaged = File.join(__dir__, "native", system, Fiddle::WINDOWS ? "zoomuser.dll" : "libzoomuser.so")
        return packaged if File.exist?(packaged)
        return "zoomuser.dll" if Fiddle::WINDOWS
        RUBY_PLATFORM.include?("darwin") ? "libzoomuser.dylib" : "libzoomuser.so.0.2"
      end

      # The folder of this system's library in the gem.
      def system
        cpu = RbConfig::CONFIG["host_cpu"]
        return "windows-#{cpu.include?("64") ? "x64" : "x86"}" if Fiddle::WINDOWS
        cpu = cpu.sub(/\Aarm64/, "aarch64").sub(/\Aarm.*/, "armv7").sub(/\Ai\d86/, "i686")
        "linux-#{cpu}#{"-musl" if RUBY_PLATFORM.include?("musl")}"
      end
    end
  end
end

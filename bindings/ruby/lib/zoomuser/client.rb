# frozen_string_literal: true

module Zoomuser
  # A client for one Zoom account: token, options and kept connection. One call at a time.
  class Client < Handle
    # A client; with a block it is given to that, and closed after it.
    def self.open(...)
      client = new(...)
      return client unless block_given?
      begin
        yield client
      ensure
        client.close
      end
    end

    # Options as in docs/options.md; nil leaves one out. `token` may be a Proc: see token_callback.
    def initialize(**options)
      super()
      own("client", Library.call(:zoom_client_new), :zoom_client_free)
      options.compact.each { |option, value| set(option, value) }
    end

    # Sets an option: text, a number, true or false; for `token` also what has a method `call`.
    def set(option, value)
      name = Value.text(option, "option")
      return token_callback(value) if name == "token" && value.respond_to?(:call)
      text = case value
             when Integer then value.to_s
             when true then "on"
             when false then "off"
             when Float, nil then raise TypeError, "#{name}: expected text, a whole number or a boolean, got #{value.class}"
             else Value.text(value, name)
             end
      done(:zoom_client_set, name, text)
    end

    # Gives the access tokens: `source.call(was_refused)` on the thread of each call that needs one, which is one of its own.
    # What it raises is the `cause` of the error. nil ends it.
    def token_callback(source)
      callback = source && Library.callback(:zoom_token_callback) { |_, *ask| give_token(source, *ask) }
      done(:zoom_client_set_token_callback, callback, nil)
      @callback = callback
      self
    end

    # PATCH /users/{user_id}: fields as keywords, or a Patch or a Hash. A Result.
    def update_user(user_id, patch = nil, **fields)
      raise ArgumentError, "fields: expected a patch or keywords, got both" if patch && !fields.empty?
      user = Value.text(user_id, "user_id")
      with_patch(patch || fields) { |pointer| wait(:zoom_client_update_user, user, pointer) }
    end

    # GET /users/{user_id}: `user` of the Result is Zoom's JSON, `items` are its names and values.
    def get_user(user_id) = wait(:zoom_client_get_user, Value.text(user_id, "user_id"))

    # What update_user would change: `fields` of the Result has an outcome for each field, "differs", "already" or
    # "unverifiable". Reads the user; sends no update.
    def plan(user_id, patch = nil, **fields)
      raise ArgumentError, "fields: expected a patch or keywords, got both" if patch && !fields.empty?
      user = Value.text(user_id, "user_id")
      with_patch(patch || fields) { |pointer| wait(:zoom_client_plan, user, pointer) }
    end

    # Checks what an update needs (docs/doctor.md); changes nothing. `checks` of the Result has each check. A failed check
    # raises nothing: the Result is not ok?.
    def doctor
      wait(:zoom_client_doctor)
    rescue Error => e
      raise unless e.result&.checks&.any?
      e.result
    end

    # The users of the account, read page by page, each a Hash of what Zoom shows. `status`, `role_id`, `license`, `group_id`,
    # `include_fields` and `page_size` select them. Without a block an Enumerator.
    def list_users(**options)
      return to_enum(:list_users, **options) unless block_given?
      query = json_of(options)
      token = ""
      loop do
        page = wait(:zoom_client_list_users, query, token)
        page.users.each { |user| yield JSON.parse(user[:json]) }
        token = page.next_page_token
        return self if token.empty?
      end
    end

    # Changes many users, given as a Hash or pairs of user and fields: checks every row before it sends the first, and sends only
    # what differs. `rows` and `counts` of the Result, which is there however the run ended. Options are those of
    # `zoomuser bulk apply` with `_`: run, jobs, canary ...
    def update_users(rows, **options)
      run_bulk(options) { |bulk| rows.each { |user_id, fields| bulk.add(user_id, fields) } }
    end

    # The same for a file, CSV or JSON Lines. `table` says how it is read: zoom_bulk_add_file in the C header.
    def update_file(path, table: {}, **options)
      how = json_of(table)
      run_bulk(options) { |bulk| bulk.add_file(path, how) }
    end

    # Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run.
    def resume_users(folder, **options)
      begun { wait(:zoom_client_resume_bulk, Value.text(folder, "folder"), json_of(options), nil, nil) }
    end

    # Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since.
    def undo_users(folder, **options)
      begun { wait(:zoom_client_undo_bulk, Value.text(folder, "folder"), json_of(options), nil, nil) }
    end

    # The request that update_user would send, as text: http, json, curl, curl-cmd, curl-powershell, postman.
    def render(user_id, patch, format: "http")
      user, name = Value.text(user_id, "user_id"), Value.text(format, "format")
      with_patch(patch) do |pointer|
        use { |client| Result.of_call { |out| Library.call(:zoom_client_render, client, user, pointer, name, out) } }.rendered
      end
    end

    # A custom request: headers (a Hash, or lines of text), body (bytes) or form. zoom_client_request in the C header.
    def request(method, path, headers: nil, body: nil, form: nil)
      with_request(method, path, headers, body, form) do |kind, arguments|
        wait(:"zoom_client_request#{kind}", *arguments)
      end
    end

    # The same as text.
    def render_request(method, path, headers: nil, body: nil, form: nil, format: "http")
      name = Value.text(format, "format")
      with_request(method, path, headers, body, form) do |kind, arguments|
        function = kind.empty? ? :zoom_client_render_request : :zoom_client_render_form
        use { |client| Result.of_call { |out| Library.call(function, client, *arguments, name, out) } }.rendered
      end
    end

    # Cancels the call in progress on this client, from any thread: it raises CancelledError.
    def cancel
      use { |client| Library.call(:zoom_client_cancel, client) }
      nil
    end

    private

    def wait(function, *arguments)
      use do |client|
        cancel = -> { Library.call(:zoom_client_cancel, client) }
        Result.of_call { |out| Library.wait(function, client, *arguments, out, cancel: cancel) }
      end
    end

    def with_patch(fields, &block)
      patch = Patch.from(fields)
      use_of(patch, &block)
    ensure
      patch.close if patch && !patch.equal?(fields)
    end

    def run_bulk(options)
      json = json_of(options)
      bulk = Bulk.new
      yield bulk
      use_of(bulk) { |pointer| begun { wait(:zoom_client_run_bulk, pointer, json, nil, nil) } }
    ensure
      bulk&.close
    end

    # The result of a run that was begun, however it ended.
    def begun
      yield
    rescue Error => e
      raise if e.cause || e.result.nil? || e.result.why.empty?
      e.result
    end

    def json_of(options) = Value.text(JSON.generate(options.compact), "options")

    def with_request(method, path, headers, body, form)
      raise ArgumentError, "expected a body or a form, got both" if body && form
      start = [Value.text(method, "method"), Value.text(path, "path"), header_lines(headers)]
      if form
        raise TypeError, "form: expected a Zoomuser::Form, got #{form.class}" unless form.is_a?(Form)
        return use_of(form) { |pointer| yield "_form", [*start, pointer] }
      end
      bytes = body && Value.bytes(body, "body")
      yield "", [*start, bytes, bytes ? bytes.bytesize : 0]
    end

    def header_lines(headers)
      return Value.text(headers || "", "headers") unless headers.is_a?(Hash)
      lines = headers.map { |name, value| Value.text("#{name}: #{value}", "headers") }
      raise ArgumentError, "headers: expected lines without line breaks" if lines.any? { |line| line.match?(/[\r\n]/) }
      lines.map { |line| "#{line}\r\n" }.join
    end

    # Nothing may be raised through the library; what was raised may hold a secret.
    def give_token(source, was_refused, buffer, capacity)
      token = Value.text(source.call(was_refused == 1), "token")
      raise ArgumentError, "token: expected less than #{capacity} bytes" if token.bytesize >= capacity
      buffer[0, token.bytesize + 1] = "#{token}\0".b
      0
    rescue Exception => e # rubocop:disable Lint/RescueException
      Thread.current[:zoomuser_raised] = e
      words = "the source raised an exception\0"
      buffer[0, words.bytesize] = words if words.bytesize <= capacity
      1
    end

    def done(function, *arguments)
      use do |client|
        status = Library.call(function, client, *arguments)
        Error.raise_of(status, Value.decoded(Library.call(:zoom_client_error, client))) unless status.zero?
      end
      self
    end
  end
end

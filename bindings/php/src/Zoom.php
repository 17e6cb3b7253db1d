<?php

declare(strict_types=1);

namespace Zoomuser;

use FFI;

/** The library, and everything in one call. */
final class Zoom
{
    private static ?FFI $ffi = null;
    /** @var ?callable(int, string): void */
    private static $sink = null;
    private static ?\Closure $logCallback = null;

    /** Loads the library of this path; without a path the system looks for it. Else the first call does that. */
    public static function load(?string $path = null): void
    {
        if (self::$ffi !== null) {
            return;
        }
        $path ??= match (PHP_OS_FAMILY) {
            'Windows' => 'zoomuser.dll',
            'Darwin' => 'libzoomuser.dylib',
            default => 'libzoomuser.so.0.2',
        };
        // The calling convention of 32-bit Windows.
        $call = PHP_OS_FAMILY === 'Windows' && PHP_INT_SIZE === 4 ? '__stdcall ' : '';
        $abi = FFI::cdef("uint32_t {$call}zoom_abi_version(void);", $path)->zoom_abi_version();
        if ($abi !== Raw::ABI_VERSION) {
            throw new \RuntimeException("$path: the library has ABI $abi, expected " . Raw::ABI_VERSION);
        }
        self::$ffi = FFI::cdef(str_replace('CALL ', $call, Raw::DECLARATIONS), $path);
        // The library outlives a request; the callback of one that ended badly does not.
        self::$ffi->zoom_set_log_callback(0, null, null);
    }

    /** @internal The functions. */
    public static function raw(): FFI
    {
        self::load();
        return self::$ffi;
    }

    /**
     * Changes a user in one call; the connection is kept for the next.
     *
     * @param ?string $token null if the options contain it
     * @param array<string, string|int|bool|array|Json|null> $fields
     * @param array<string, string|int|bool|null> $options
     * @throws ZoomException
     */
    public static function updateUser(?string $token, string $userId, array $fields, array $options = []): Result
    {
        $texts = [
            Value::text($token ?? '', 'token'),
            Value::text($userId, 'userId'),
            Value::object($fields),
            Value::object($options),
        ];
        return Result::ofCall(fn (FFI\CData $out) => self::raw()->zoom_update_user(...[...$texts, $out, null, 0]));
    }

    /**
     * Hands each line of the log up to this level (docs/c-api.md) to a callable, as `$sink($level, $line)`; null ends it. Not
     * in a PHP with threads, whose requests share the library.
     */
    public static function log(int $level, ?callable $sink): void
    {
        if (PHP_ZTS) {
            throw new \LogicException('Zoom::log: not in a PHP with threads');
        }
        if (self::$logCallback === null) {
            // PHP keeps what it makes of a closure until the request ends: one does for all.
            self::$logCallback = static function (int $lineLevel, string $line): void {
                try {
                    (self::$sink)($lineLevel, $line);
                } catch (\Throwable $error) {
                    error_log('Zoom::log: ' . $error::class . ': ' . $error->getMessage());
                }
            };
            register_shutdown_function(static fn () => self::raw()->zoom_set_log_callback(0, null, null));
        }
        $callback = $sink === null ? null : self::$logCallback;
        self::raw()->zoom_set_log_callback(0, null, null);
        self::$sink = $sink;
        if (self::raw()->zoom_set_log_callback($sink === null ? 0 : $level, $callback, null) !== Status::OK) {
            throw new \ValueError('level: expected a number from 0 to 5');
        }
    }

    public static function version(): string
    {
        return self::raw()->zoom_version();
    }

    public static function abiVersion(): int
    {
        return self::raw()->zoom_abi_version();
    }

    /** "ZOOM_E_NOT_FOUND"; "" for an unknown number. */
    public static function statusName(int $status): string
    {
        return self::raw()->zoom_status_name($status);
    }

    /** What a status means, in one line. */
    public static function statusText(int $status): string
    {
        return self::raw()->zoom_status_text($status);
    }

    /** Closes the connections that updateUser keeps; never needed. */
    public static function cleanup(): void
    {
        self::raw()->zoom_cleanup();
    }

    /**
     * What the library knows of each field.
     *
     * @return list<array<string, string>>
     */
    public static function fields(): array
    {
        $raw = self::raw();
        $text = fn (int $i, string $what): string => $raw->zoom_field_text($i, $what);
        $whats = ['name', 'kind', 'place', 'limits', 'help', 'read_back', 'deprecated'];
        return self::catalogue($raw->zoom_field_count(), $text, $whats);
    }

    /**
     * What the library knows of each option.
     *
     * @return list<array<string, string>>
     */
    public static function options(): array
    {
        $raw = self::raw();
        $text = fn (int $i, string $what): string => $raw->zoom_option_text($i, $what);
        return self::catalogue($raw->zoom_option_count(), $text, ['name', 'kind', 'default', 'help']);
    }

    private static function catalogue(int $count, callable $text, array $whats): array
    {
        $row = fn (int $i) => array_combine($whats, array_map(fn (string $what) => $text($i, $what), $whats));
        return $count === 0 ? [] : array_map($row, range(0, $count - 1));
    }
}

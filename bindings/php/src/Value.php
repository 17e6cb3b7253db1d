<?php

declare(strict_types=1);

namespace Zoomuser;

/** @internal PHP's values and the library's. */
final class Value
{
    /** Text without a NUL; that it is UTF-8 the library sees itself. */
    public static function text(string $value, string $what): string
    {
        if (str_contains($value, "\0")) {
            throw new \ValueError("$what: expected text without NUL");
        }
        return $value;
    }

    /** A structure as JSON. */
    public static function structure(mixed $value, string $what): string
    {
        $flags = JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES | JSON_PRESERVE_ZERO_FRACTION | JSON_THROW_ON_ERROR;
        try {
            return json_encode($value, $flags);
        } catch (\JsonException $error) {
            throw new \ValueError("$what: expected a value that JSON can represent", 0, $error);
        }
    }

    /**
     * Fields or options as a JSON object; null leaves out.
     *
     * @param array<string, string|int|bool|array|Json|null> $values
     */
    public static function object(array $values): string
    {
        $members = [];
        foreach ($values as $name => $value) {
            if ($value === null) {
                continue;
            }
            if (!is_string($value) && !is_int($value) && !is_bool($value) && !is_array($value) && !$value instanceof Json) {
                $type = get_debug_type($value);
                throw new \TypeError("$name: expected string, int, bool, array or Zoomuser\\Json, got $type");
            }
            $json = $value instanceof Json ? self::text($value->text, (string) $name) : self::structure($value, (string) $name);
            $members[] = self::structure((string) $name, 'name') . ":$json";
        }
        return '{' . implode(',', $members) . '}';
    }

    /**
     * Headers as lines.
     *
     * @param array<string, string>|string $headers
     */
    public static function headers(array|string $headers): string
    {
        if (is_string($headers)) {
            return self::text($headers, 'headers');
        }
        $lines = '';
        foreach ($headers as $name => $value) {
            $line = self::text("$name: $value", 'headers');
            if (strpbrk($line, "\r\n") !== false) {
                throw new \ValueError('headers: expected lines without line breaks');
            }
            $lines .= "$line\r\n";
        }
        return $lines;
    }
}

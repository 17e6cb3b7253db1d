<?php

declare(strict_types=1);

namespace Zoomuser;

use FFI\CData;

/** The fields to change. A field is unset, set, or null; nothing is ever added to what you set. */
final class Patch extends Handle
{
    /** @param array<string, string|int|bool|array|Json|null> $fields null leaves a field out */
    public function __construct(array $fields = [])
    {
        parent::__construct(Zoom::raw()->zoom_user_patch_new());
        foreach ($fields as $field => $value) {
            if ($value !== null) {
                $this->set((string) $field, $value);
            }
        }
    }

    /** @internal The patch itself, or one of an array. */
    public static function from(self|array $fields): self
    {
        return $fields instanceof self ? $fields : new self($fields);
    }

    /** Sets a field; text is converted to what the field takes, an array is JSON. */
    public function set(string $field, string|int|bool|array|Json $value): self
    {
        $raw = Zoom::raw();
        $name = Value::text($field, 'field');
        $patch = $this->handle();
        return $this->done(match (true) {
            is_string($value) => $raw->zoom_user_patch_set_n($patch, $name, $value, strlen($value)),
            is_int($value) => $raw->zoom_user_patch_set_int64($patch, $name, $value),
            is_bool($value) => $raw->zoom_user_patch_set_bool($patch, $name, (int) $value),
            is_array($value) => $raw->zoom_user_patch_set_json($patch, $name, Value::structure($value, $name)),
            $value->isNull() => $raw->zoom_user_patch_set_null($patch, $name),
            default => $raw->zoom_user_patch_set_json($patch, $name, Value::text($value->text, $name)),
        });
    }

    /** Removes a field from the patch. */
    public function unset(string $field): self
    {
        return $this->done(Zoom::raw()->zoom_user_patch_unset($this->handle(), Value::text($field, 'field')));
    }

    /**
     * Validates the patch without sending it.
     *
     * @throws ZoomException
     */
    public function check(): Result
    {
        return Result::ofCall(fn (CData $out) => Zoom::raw()->zoom_user_patch_check($this->handle(), $out));
    }

    protected function free(CData $handle): void
    {
        Zoom::raw()->zoom_user_patch_free($handle);
    }

    private function done(int $status): self
    {
        if ($status !== Status::OK) {
            throw ZoomException::of($status, Zoom::raw()->zoom_user_patch_error($this->handle()));
        }
        return $this;
    }
}

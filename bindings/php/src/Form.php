<?php

declare(strict_types=1);

namespace Zoomuser;

use FFI\CData;

/** Parts for a body of multipart/form-data, in your order. */
final class Form extends Handle
{
    public function __construct()
    {
        parent::__construct(Zoom::raw()->zoom_form_new());
    }

    /** Adds a part of text. */
    public function add(string $name, string $value): self
    {
        $texts = [Value::text($name, 'name'), Value::text($value, 'value')];
        return $this->done(Zoom::raw()->zoom_form_add($this->handle(), ...$texts));
    }

    /** Adds a part of bytes. */
    public function addPart(
        string $name,
        string $bytes,
        ?string $fileName = null,
        ?string $contentType = null,
        ?string $charset = null,
    ): self {
        $texts = [Value::text($name, 'name')];
        foreach (['fileName' => $fileName, 'contentType' => $contentType, 'charset' => $charset] as $what => $text) {
            $texts[] = $text === null ? null : Value::text($text, $what);
        }
        return $this->done(Zoom::raw()->zoom_form_add_part($this->handle(), ...[...$texts, $bytes, strlen($bytes)]));
    }

    protected function free(CData $handle): void
    {
        Zoom::raw()->zoom_form_free($handle);
    }

    private function done(int $status): self
    {
        if ($status !== Status::OK) {
            throw ZoomException::of($status, Zoom::raw()->zoom_form_error($this->handle()));
        }
        return $this;
    }
}

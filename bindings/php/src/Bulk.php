<?php

declare(strict_types=1);

namespace Zoomuser;

use FFI\CData;

/** @internal Many users to change: rows, or a file. */
final class Bulk extends Handle
{
    public function __construct()
    {
        parent::__construct(Zoom::raw()->zoom_bulk_new());
    }

    public function add(string $userId, Patch|array $fields): void
    {
        $patch = Patch::from($fields);
        $this->done(Zoom::raw()->zoom_bulk_add($this->handle(), Value::text($userId, 'userId'), $patch->handle()));
    }

    /** @param array<string, mixed> $table */
    public function addFile(string $path, array $table): void
    {
        $texts = [Value::text($path, 'path'), Value::object($table)];
        $this->done(Zoom::raw()->zoom_bulk_add_file($this->handle(), ...$texts));
    }

    protected function free(CData $handle): void
    {
        Zoom::raw()->zoom_bulk_free($handle);
    }

    private function done(int $status): void
    {
        if ($status !== Status::OK) {
            throw ZoomException::of($status, Zoom::raw()->zoom_bulk_error($this->handle()));
        }
    }
}

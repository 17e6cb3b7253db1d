{ What the layer promises beyond the script: a program without H+, whose strings hold 255 characters, gets an error if a value
  was cut. }
program layer;

{$mode objfpc}{$H-}

uses
  cwstring, SysUtils, zoomuser;

var
  Client: TZoomClient;
  Patch: TZoomPatch;
  Cut: string;
  Long: AnsiString;

procedure Expect(Holds: Boolean; const What: string);
begin
  if Holds then
    Exit;
  WriteLn(StdErr, 'failed: ', What);
  Halt(1);
end;

procedure ExpectCut(Which: Integer);
var
  Said: AnsiString;
begin
  Said := 'nothing';
  try
    case Which of
      0: Client.SetOption(ZOOM_OPT_TOKEN, Cut);
      1: Patch.SetText(ZOOM_FIELD_DEPT, Cut);
      2: Patch.SetJson(ZOOM_FIELD_DEPT, Cut);
      3: ZoomUpdateUser(Cut, 'me', '{}');
    end;
  except
    on E: EZoomUsage do
      Said := E.Message;
  end;
  Expect(Pos('{$mode objfpc}{$H+}', Said) > 0, Said);
  Expect(Pos('xxx', Said) = 0, Said);
end;

var
  I: Integer;

begin
  Expect(SizeOf(Cut) = 256, 'a string of this program is a ShortString');
  ZoomLoad(GetEnvironmentVariable('ZOOM_LIBRARY'));
  Client := TZoomClient.Create;
  Patch := TZoomPatch.Create;
  Long := StringOfChar('x', 803);
  Cut := Long;
  for I := 0 to 3 do
    ExpectCut(I);
  SetLength(Cut, 254);
  Client.SetOption(ZOOM_OPT_TOKEN, Cut);
  Client.SetOption(ZOOM_OPT_TOKEN, ZoomString(Long));
  Client.SetOption(ZOOM_OPT_TIMEOUT_MS, 5000);
  Client.SetOption(ZOOM_OPT_KEEP, False);
  Patch.SetText(ZOOM_FIELD_DEPT, '');
  Patch.SetText(ZOOM_FIELD_DEPT, 'R');
  Patch.SetJson(ZOOM_FIELD_DEPT, '"R"');
  Expect(Patch.Validate.Status = ZOOM_OK, 'a short text is taken');
  Patch.Free;
  Client.Free;
end.

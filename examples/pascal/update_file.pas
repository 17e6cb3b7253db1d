{ Changes the users of a CSV file, and prints how each row ended.

      ZOOM_TOKEN=... update_file users.csv [FOLDER]

  The header names the user and the fields; an empty cell leaves its field unchanged:

      email;first_name;dept
      ada@example.com;Ada;Research

  With FOLDER the run is recorded there, so that it can be resumed and undone.

  Environment: as for update_user.

  Exit code: 0 every row succeeded, 1 some failed, 2 nothing was sent. }
program update_file;

{$ifdef FPC}{$ifndef FPC_DELPHI}{$mode objfpc}{$endif}{$H+}{$else}{$APPTYPE CONSOLE}{$endif}

uses
  {$ifdef UNIX}cwstring,{$endif} SysUtils, zoomuser;

type
  TRows = class
    procedure Ended(const Row: TZoomRow; var Stop: Boolean);
  end;

procedure TRows.Ended(const Row: TZoomRow; var Stop: Boolean);
begin
  WriteLn('line ', Row.Line, ': ', Row.UserId, ': ', Row.Outcome, ': ', Row.Message);
  Stop := False;
end;

function Setting(const Name: string): ZoomString;
begin
  Result := ZoomString(GetEnvironmentVariable(Name));
end;

// The option "run" as JSON, in which quotes and backslashes are escaped.
function Options(const Folder: string): ZoomString;
begin
  Result := '';
  if Folder <> '' then
    Result := ZoomString('{"run":"' +
      StringReplace(StringReplace(Folder, '\', '\\', [rfReplaceAll]), '"', '\"', [rfReplaceAll]) + '"}');
end;

// The exit code.
function Run: Integer;
var
  Client: TZoomClient;
  Bulk: TZoomBulk;
  Rows: TRows;
  Answer: IZoomResult;
begin
  Bulk := nil;
  Rows := nil;
  Client := TZoomClient.Create;
  try
    Client.SetOption(ZOOM_OPT_TOKEN, Setting('ZOOM_TOKEN'));
    Client.SetOption(ZOOM_OPT_BASE_URL, Setting('ZOOM_BASE_URL'));
    Client.SetOption(ZOOM_OPT_CA_FILE, Setting('ZOOM_CA_FILE'));
    Bulk := TZoomBulk.Create;
    Bulk.AddFile(ZoomString(ParamStr(1)));
    Rows := TRows.Create;
    Client.OnRow := {$ifdef FPC_OBJFPC}@{$endif}Rows.Ended;
    Answer := Client.UpdateUsers(Bulk, Options(ParamStr(2)));
    WriteLn(Answer.Message);
    Result := Ord(Answer.Status <> ZOOM_OK);
  finally
    Rows.Free;
    Bulk.Free;
    Client.Free;
  end;
end;

begin
  if not (ParamCount in [1, 2]) or (Setting('ZOOM_TOKEN') = '') then
  begin
    WriteLn(ErrOutput, 'usage: ZOOM_TOKEN=... update_file FILE [FOLDER]');
    Halt(2);
  end;
  try
    ZoomLoad(GetEnvironmentVariable('ZOOM_LIBRARY'));
    ExitCode := Run;
  except
    on E: EZoom do
    begin
      WriteLn(ErrOutput, E.Text);
      ExitCode := 2;
    end;
  end;
end.

// Changes the department of a Zoom user and prints the whole result.
//
//     ZOOM_TOKEN=... update_user ada@example.com Engineering
//
// Environment: ZOOM_TOKEN, the access token; ZOOM_LIBRARY, the path of the library if the system does not find it.
// To try it against the sandbox, also ZOOM_BASE_URL, the address of the API, and ZOOM_CA_FILE, a PEM file of
// certificate authorities to trust.
//
// Exit code: 0 the user is updated, 1 the user is not updated, 2 wrong usage.
program update_user;

{$ifdef FPC}{$ifndef FPC_DELPHI}{$mode objfpc}{$endif}{$H+}{$endif}
{$ifdef MSWINDOWS}{$apptype console}{$endif}

uses
  {$ifdef UNIX}cwstring,{$endif} SysUtils, zoomuser;

function Variable(const Name: string): ZoomString;
begin
  Result := ZoomString(GetEnvironmentVariable(Name));
end;

procedure Print(const Answer: IZoomResult);
const
  TEXTS: array[0..2] of ZoomString = ('message', 'hint', 'tracking_id');
  LISTS: array[0..2] of ZoomString = ('field_errors', 'problems', 'warnings');
var
  I, J: Integer;
  Field: ZoomString;
begin
  WriteLn(Answer.StatusName, ' (', Answer.Status, ')');
  for I := Low(TEXTS) to High(TEXTS) do
    if Answer.Text(TEXTS[I]) <> '' then
      WriteLn(TEXTS[I], ': ', Answer.Text(TEXTS[I]));
  if Answer.HttpStatus >= 0 then
    WriteLn('http_status: ', Answer.HttpStatus);
  for I := Low(LISTS) to High(LISTS) do
    for J := 0 to Answer.Count(LISTS[I]) - 1 do
    begin
      Field := Answer.Item(LISTS[I], J, 'field');
      if Field <> '' then
        Field := Field + ': ';
      WriteLn(LISTS[I], ': ', Field, Answer.Item(LISTS[I], J, 'message'));
    end;
end;

procedure Update(const UserId, Department: ZoomString);
var
  Client: TZoomClient;
  Patch: TZoomPatch;
begin
  Patch := nil;
  Client := TZoomClient.Create;
  try
    Client.SetOption(ZOOM_OPT_TOKEN, Variable('ZOOM_TOKEN'));
    Client.SetOption(ZOOM_OPT_BASE_URL, Variable('ZOOM_BASE_URL'));
    Client.SetOption(ZOOM_OPT_CA_FILE, Variable('ZOOM_CA_FILE'));
    Patch := TZoomPatch.Create;
    Patch.SetText(ZOOM_FIELD_DEPT, Department);
    Print(Client.UpdateUser(UserId, Patch));
  finally
    Patch.Free;
    Client.Free;
  end;
end;

begin
  if (ParamCount <> 2) or (Variable('ZOOM_TOKEN') = '') then
  begin
    WriteLn(ErrOutput, 'usage: ZOOM_TOKEN=... update_user USER_ID DEPARTMENT');
    Halt(2);
  end;
  try
    ZoomLoad(GetEnvironmentVariable('ZOOM_LIBRARY'));
    Update(ZoomString(ParamStr(1)), ZoomString(ParamStr(2)));
  except
    on E: EZoomFailure do
    begin
      Print(E.Details);
      Halt(1);
    end;
    on E: EZoom do
    begin
      WriteLn(ErrOutput, E.Text);
      Halt(1);
    end;
  end;
end.

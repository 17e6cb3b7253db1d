{ What the layer promises beyond the script: a program without H+, whose strings hold 255 characters, gets an error if a value
  was cut; the handler of rows, files of users, and the runs of a folder. }
program layer;

{$mode objfpc}{$H-}

uses
  cwstring, SysUtils, zoomuser;

type
  TRows = class
  public
    Seen: AnsiString;
    Stops, Raises: Boolean;
    procedure Ended(const Row: TZoomRow; var Stop: Boolean);
  end;

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

procedure TRows.Ended(const Row: TZoomRow; var Stop: Boolean);
begin
  Seen := Seen + AnsiString(Format('%d %s %s %s %d;', [Row.Line, Row.UserId, Row.Outcome, Row.Status, Row.HttpStatus]));
  Stop := Stops;
  if Raises then
    raise EConvertError.Create('of the handler');
end;

// Runs so many rows of users who are not there, after one who is.
function Run(Rows: TRows; Count: Integer): IZoomResult;
var
  Bulk: TZoomBulk;
  I: Integer;
begin
  Bulk := TZoomBulk.Create;
  try
    Bulk.Add('john@example.com', Patch);
    for I := 1 to Count do
      Bulk.Add(ZoomString('nobody' + IntToStr(I) + '@example.com'), Patch);
    if Rows <> nil then
      Client.OnRow := @Rows.Ended;
    Result := Client.UpdateUsers(Bulk, '{"no_read":true,"jobs":1}');
  finally
    Client.OnRow := nil;
    Bulk.Free;
  end;
end;

procedure RowsOfAHandler;
var
  Rows: TRows;
  Answer: IZoomResult;
  Said: AnsiString;
begin
  Rows := TRows.Create;
  Answer := Run(Rows, 1);
  Expect(Rows.Seen = '1 john@example.com sent OK 204;2 nobody1@example.com failed NOT_FOUND 404;', Rows.Seen);
  Expect((Answer.Status = ZOOM_E_ROWS_FAILED) and (Answer.Count('rows') = 0) and (Answer.Number('exit') = 12), 'a handler');
  Answer := Run(nil, 1);
  Expect((Answer.Count('rows') = 2) and (Answer.Row(1).ApiCode = 1001) and (Answer.Row(0).Status = 'OK'), 'no handler');
  Rows.Stops := True;
  Answer := Run(Rows, 100);
  Expect((Answer.Status = ZOOM_E_CANCELLED) and (Answer.Number('not_tried') > 50), 'Stop ends the run');
  Rows.Raises := True;
  Said := 'nothing';
  try
    Run(Rows, 100);
  except
    on E: EConvertError do
      Said := E.Message;
  end;
  Expect(Said = 'of the handler', Said);
  Expect(Client.GetUser('jane@example.com').Status = ZOOM_OK, 'the client goes on');
  Rows.Free;
end;

procedure FilesAndFolders;
var
  Bulk: TZoomBulk;
  Answer: IZoomResult;
  Folder: AnsiString;
  Users: Text;
begin
  Folder := ExtractFilePath(ParamStr(0)) + 'users';
  Assign(Users, Folder + '.csv');
  Rewrite(Users);
  Write(Users, 'E-Mail;Abteilung'#10'jane@example.com;Bulk'#10);
  Close(Users);
  Bulk := TZoomBulk.Create;
  Bulk.AddFile(ZoomString(Folder) + '.csv', '{"map":{"Abteilung":"dept"}}');
  Answer := Client.UpdateUsers(Bulk, ZoomString('{"run":"' + Folder + '"}'));
  Expect((Answer.Text('why') = 'finished') and (Answer.Row(0).Line = 2), 'a file');
  Expect(Client.GetUser('jane@example.com').Value('dept') = 'Bulk', 'the field of the file is set');
  Expect(Client.ResumeUsers(ZoomString(Folder)).Number('sent') = 1, 'a run goes on');
  Answer := Client.UndoUsers(ZoomString(Folder), ZoomString('{"run":"' + Folder + '.undo"}'));
  Expect((Answer.Status = ZOOM_OK) and (Answer.Number('sent') = 1), 'a run is undone');
  Expect(Client.GetUser('jane@example.com').Value('dept') <> 'Bulk', 'the old value is there again');
  Bulk.Free;
end;

procedure ExpectRefusal(Which: Integer; const Expected: AnsiString);
var
  Bulk: TZoomBulk;
  Said: AnsiString;
begin
  Said := 'nothing';
  Bulk := TZoomBulk.Create;
  try
    case Which of
      0: Client.ListUsers('{"page_size":0}').Next;
      1: Client.ListUsers.Value('email');
      2: Bulk.Add('', Patch);
      3: Bulk.AddFile('/nowhere.csv');
      4: Client.UpdateUsers(Bulk, '{"canarys":1}');
      5: Client.UndoUsers('/nowhere');
      6:
      begin
        Bulk.Close;
        Client.UpdateUsers(Bulk);
      end;
    end;
  except
    on E: EZoom do
      Said := AnsiString(E.StatusName) + ' ' + E.Message;
  end;
  Expect(Pos(Expected, Said) > 0, Said);
  Bulk.Free;
end;

const
  REFUSALS: array[0..6] of AnsiString = ('ZOOM_E_INVALID_ARGUMENT page_size: ', 'Value: expected Next before it', 'user_id: ',
    '/nowhere.csv', 'the nearest is canary', '/nowhere', 'ZOOM_E_NULL the bulk is nil or closed');

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
  Client.SetOption(ZOOM_OPT_TOKEN, ZoomString(GetEnvironmentVariable('ZOOM_TOKEN')));
  Client.SetOption(ZOOM_OPT_BASE_URL, ZoomString(GetEnvironmentVariable('ZOOM_BASE_URL')));
  Client.SetOption(ZOOM_OPT_CA_FILE, ZoomString(GetEnvironmentVariable('ZOOM_CA_FILE')));
  RowsOfAHandler;
  FilesAndFolders;
  for I := Low(REFUSALS) to High(REFUSALS) do
    ExpectRefusal(I, REFUSALS[I]);
  Patch.Free;
  Client.Free;
end.

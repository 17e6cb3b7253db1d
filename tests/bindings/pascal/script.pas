// The script of tests/bindings/README.md in Object Pascal.
program script;

{$ifdef FPC}{$ifndef FPC_DELPHI}{$mode objfpc}{$endif}{$H+}{$codepage utf8}{$endif}

uses
  {$ifdef UNIX}cthreads, cwstring,{$endif} Classes, SysUtils, zoomuser;

const
  JANE = 'jane@example.com';

type
  // Updates a slow user in a thread of its own.
  TSlow = class(TThread)
  public
    Client: TZoomClient;
    Status: Integer;
    Done: Boolean;
  protected
    procedure Execute; override;
  end;

procedure Say(const Name, Value: ZoomString); overload;
begin
  WriteLn(Name, ' ', Value);
end;

procedure Say(const Name: ZoomString; Value: Int64); overload;
begin
  Say(Name, ZoomString(IntToStr(Value)));
end;

function Variable(const Name: string): ZoomString;
begin
  Result := ZoomString(GetEnvironmentVariable(Name));
end;

function NewClient: TZoomClient;
begin
  Result := TZoomClient.Create;
  Result.SetOption(ZOOM_OPT_TOKEN, Variable('ZOOM_TOKEN'));
  Result.SetOption(ZOOM_OPT_BASE_URL, Variable('ZOOM_BASE_URL'));
  Result.SetOption(ZOOM_OPT_CA_FILE, Variable('ZOOM_CA_FILE'));
end;

procedure SayList(const Name: ZoomString; const Answer: IZoomResult; const List: ZoomString);
var
  I: Integer;
begin
  for I := 0 to Answer.Count(List) - 1 do
    Say(Name, Answer.Item(List, I, 'field') + ': ' + Answer.Item(List, I, 'message'));
end;

// How an update ended, whether it succeeded or not.
function Ended(Client: TZoomClient; const UserId: ZoomString; Patch: TZoomPatch): IZoomResult;
begin
  try
    Result := Client.UpdateUser(UserId, Patch);
  except
    on E: EZoomFailure do
      Result := E.Details;
  end;
end;

// The same with a client and a patch of its own: one option, and dept "x".
function EndedWith(const Option, Value, UserId: ZoomString): IZoomResult;
var
  Client: TZoomClient;
  Patch: TZoomPatch;
begin
  Patch := nil;
  Client := NewClient;
  try
    Client.SetOption(ZOOM_OPT_MAX_RETRIES, 0);
    if Option <> '' then
      Client.SetOption(Option, Value);
    Patch := TZoomPatch.Create;
    Patch.SetText(ZOOM_FIELD_DEPT, 'x');
    Result := Ended(Client, UserId, Patch);
  finally
    Patch.Free;
    Client.Free;
  end;
end;

procedure TSlow.Execute;
var
  Patch: TZoomPatch;
begin
  Patch := TZoomPatch.Create;
  Patch.SetText(ZOOM_FIELD_DEPT, 'x');
  Status := Ended(Client, 'slow-20000@sandbox.test', Patch).Status;
  Patch.Free;
  Done := True;
end;

procedure UpdateAndRead(Client: TZoomClient);
const
  NAMES: array[0..5] of ZoomString = ('first_name', 'type', 'pmi', 'use_pmi', 'custom_attributes', 'job_title');
var
  Patch: TZoomPatch;
  Answer: IZoomResult;
  I: Integer;
begin
  Patch := TZoomPatch.Create;
  Patch.SetText(ZOOM_FIELD_FIRST_NAME, 'Zoë 𝄞');
  Patch.SetText(ZOOM_FIELD_JOB_TITLE, '');
  Patch.SetInt(ZOOM_FIELD_TYPE, 2);
  Patch.SetInt(ZOOM_FIELD_PMI, 9876543210);
  Patch.SetBool(ZOOM_FIELD_USE_PMI, True);
  Patch.SetJson(ZOOM_FIELD_CUSTOM_ATTRIBUTES, '[{"key":"k1","name":"n","value":"💡"}]');
  Patch.SetNull(ZOOM_FIELD_LOCATION);
  Answer := Client.UpdateUser(JANE, Patch);
  Say('update.status', Answer.StatusName);
  Say('update.http', Answer.HttpStatus);
  Say('update.attempts', Answer.Attempts);
  Say('update.message', Answer.Message);
  SayList('update.warning', Answer, 'warnings');
  Patch.Free;
  Answer := Client.GetUser(JANE);
  Say('read.status', Answer.StatusName);
  for I := Low(NAMES) to High(NAMES) do
    Say('read.' + NAMES[I], Answer.Value(NAMES[I]));
end;

procedure UnsetPlanCheckAndOption(Client: TZoomClient);
var
  Patch: TZoomPatch;
  Answer: IZoomResult;
  I: Integer;
begin
  Patch := TZoomPatch.Create;
  Patch.SetText(ZOOM_FIELD_DEPT, 'lost');
  Patch.SetText(ZOOM_FIELD_COST_CENTER, 'kept');
  Patch.Unset(ZOOM_FIELD_DEPT);
  Say('unset.status', Client.UpdateUser(JANE, Patch).StatusName);
  Patch.Free;

  Patch := TZoomPatch.Create;
  Patch.SetText(ZOOM_FIELD_DEPT, 'planned');
  Patch.SetText(ZOOM_FIELD_COST_CENTER, 'kept');
  Answer := Client.Plan(JANE, Patch);
  Say('plan.status', Answer.StatusName);
  Say('plan.attempts', Answer.Attempts);
  for I := 0 to Answer.Count(ZOOM_LIST_FIELDS) - 1 do
    Say('plan.' + Answer.Item(ZOOM_LIST_FIELDS, I, ZOOM_ITEM_FIELD), Answer.Item(ZOOM_LIST_FIELDS, I, ZOOM_ITEM_OUTCOME));
  Patch.Free;

  Patch := TZoomPatch.Create;
  Patch.SetText(ZOOM_FIELD_TYPE, 'x');
  Patch.SetText('no_such', '1');
  Answer := Ended(Client, JANE, Patch);
  Say('check.status', Answer.StatusName);
  Say('check.attempts', Answer.Attempts);
  SayList('check.problem', Answer, 'problems');
  Patch.Free;

  try
    Client.SetOption('no_such', '1');
  except
    on E: EZoomUsage do
    begin
      Say('option.status', E.StatusName);
      Say('option.message', E.Text);
    end;
  end;
end;

procedure Refusals;
var
  Answer: IZoomResult;
begin
  Answer := EndedWith('', '', 'fields-error@sandbox.test');
  Say('rejected.status', Answer.StatusName);
  Say('rejected.retryable', Ord(Answer.Retryable));
  Say('rejected.http', Answer.HttpStatus);
  Say('rejected.api_code', Answer.ApiCode);
  SayList('rejected.field_error', Answer, 'field_errors');

  Answer := EndedWith('', '', 'nobody@example.com');
  Say('not_found.status', Answer.StatusName);
  Say('not_found.http', Answer.HttpStatus);
  Say('not_found.api_code', Answer.ApiCode);
  Say('not_found.api_message', Answer.ApiMessage);

  Answer := EndedWith('', '', 'rate-seconds@sandbox.test');
  Say('rate_limited.status', Answer.StatusName);
  Say('rate_limited.retryable', Ord(Answer.Retryable));
  Say('rate_limited.http', Answer.HttpStatus);
  if Answer.RetryAfterMs > 0 then
    Say('rate_limited.retry_after_is_given', 'yes');
  Say('rate_limited.header', Answer.Header('Retry-After'));

  Answer := EndedWith(ZOOM_OPT_TIMEOUT_MS, '1500', 'slow-20000@sandbox.test');
  Say('timeout.status', Answer.StatusName);
  Say('timeout.http', Answer.HttpStatus);
  Say('timeout.message', Answer.Message);
end;

procedure CancelFromAnotherThread;
var
  Slow: TSlow;
  Patch: TZoomPatch;
begin
  Slow := TSlow.Create(True);
  Slow.Client := NewClient;
  Slow.Start;
  while not Slow.Done do
  begin
    Slow.Client.Cancel;
    Sleep(10);
  end;
  Slow.WaitFor;
  Say('cancel.status', ZoomStatusName(Slow.Status));
  Patch := TZoomPatch.Create;
  Patch.SetText(ZOOM_FIELD_COST_CENTER, 'x');
  Say('cancel.again', Slow.Client.UpdateUser(JANE, Patch).StatusName);
  Patch.Free;
  Slow.Client.Free;
  Slow.Free;
end;

procedure WaysThatFail;
var
  Answer: IZoomResult;
begin
  Answer := EndedWith(ZOOM_OPT_TOKEN, 'wrong', JANE);
  Say('unauthorized.status', Answer.StatusName);
  Say('unauthorized.http', Answer.HttpStatus);
  Answer := EndedWith(ZOOM_OPT_BASE_URL, 'http://127.0.0.1:1/v2', JANE);
  Say('no_server.status', Answer.StatusName);
  Say('no_server.http', Answer.HttpStatus);
  Answer := ZoomUpdateUser(Variable('ZOOM_TOKEN'), JANE, '{"cost_center":"one call"}',
    '{"base_url":"' + Variable('ZOOM_BASE_URL') + '","ca_file":"' + Variable('ZOOM_CA_FILE') + '"}');
  Say('one_call.status', Answer.StatusName);
  Say('one_call.message', Answer.Message);
end;

procedure ManyUsers(Client: TZoomClient);
var
  Users: IZoomUsers;
  Bulk: TZoomBulk;
  Patch: TZoomPatch;
  Answer: IZoomResult;
  I: Integer;
begin
  Users := Client.ListUsers('{"page_size":2}');
  while Users.Next do
    Say('list.user', Users.Value('email'));

  Bulk := TZoomBulk.Create;
  Patch := TZoomPatch.Create;
  Patch.SetText(ZOOM_FIELD_COST_CENTER, 'many');
  Bulk.Add('john@example.com', Patch);
  Patch.Unset(ZOOM_FIELD_COST_CENTER);
  Patch.SetText(ZOOM_FIELD_DEPT, 'x');
  Bulk.Add('nobody@example.com', Patch);
  Answer := Client.UpdateUsers(Bulk);
  Say('bulk.status', Answer.StatusName);
  for I := 0 to Answer.Count(ZOOM_LIST_ROWS) - 1 do
    Say('bulk.row', Answer.Row(I).UserId + ' ' + Answer.Row(I).Outcome);
  Say('bulk.sent', Answer.Number(ZOOM_NUMBER_SENT));
  Say('bulk.failed', Answer.Number(ZOOM_NUMBER_FAILED));
  Patch.Free;
  Bulk.Free;
end;

procedure FreedTwice(Client: TZoomClient);
var
  Patch: TZoomPatch;
begin
  Patch := TZoomPatch.Create;
  Patch.Close;
  Patch.Close;
  Client.Close;
  Client.Close;
  Say('freed.twice', 'ok');
  try
    Client.GetUser(JANE);
  except
    on EZoomUsage do
      Say('freed.used', 'refused');
  end;
  Patch.Free;
end;

var
  Zoom: TZoomClient;

begin
  ZoomLoad(GetEnvironmentVariable('ZOOM_LIBRARY'));
  Say('version.library', ZoomVersion);
  Say('version.abi', ZoomAbiVersion);
  Zoom := NewClient;
  UpdateAndRead(Zoom);
  UnsetPlanCheckAndOption(Zoom);
  Refusals;
  CancelFromAnotherThread;
  WaysThatFail;
  ManyUsers(Zoom);
  FreedTwice(Zoom);
  Zoom.Free;
end.

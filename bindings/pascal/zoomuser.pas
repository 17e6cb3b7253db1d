{ Changes a Zoom user from Free Pascal and Delphi.

    Client := TZoomClient.Create;
    try
      Client.SetOption(ZOOM_OPT_TOKEN, Token);
      Patch := TZoomPatch.Create;
      try
        Patch.SetText(ZOOM_FIELD_DEPT, 'Research');
        WriteLn(Client.UpdateUser('ada@example.com', Patch).StatusName);
      finally
        Patch.Free;
      end;
    finally
      Client.Free;
    end;

  A call that Zoom or the network fails raises EZoomFailure, whose Details are the whole result. A wrong use (an object that
  is closed, text with a NUL, an unknown option) raises EZoomUsage. Results are interfaces and need no Free.

  In Free Pascal begin the program with mode objfpc and H+: without H+ a string holds 255 characters, and a token has more. A
  value of that type and length was probably cut, and raises EZoomUsage. }
unit zoomuser;

{$ifdef FPC}{$ifndef FPC_DELPHI}{$mode objfpc}{$endif}{$H+}{$endif}

interface

uses
  SysUtils;

{$I zoomuserraw.inc}

{$ifdef FPC}{$define ZOOM_UNICODE}{$endif}
{$ifdef UNICODE}{$define ZOOM_UNICODE}{$endif}
{$ifndef FPC}{$if CompilerVersion >= 23}{$define ZOOM_XE2}{$ifend}{$endif}

type
  {$ifdef ZOOM_UNICODE}
  ZoomString = UnicodeString;
  TZoomBytes = TBytes;
  {$else} // Delphi 7 to 2007
  ZoomString = WideString;
  TZoomBytes = array of Byte;
  {$endif}

  { How a row of UpdateUsers ended. }
  TZoomRow = record
    Line: Int64;              // its line in the file, else its position, from 1
    UserId: ZoomString;
    Outcome: ZoomString;      // 'sent', 'applied', 'already', 'failed' ...
    Status: ZoomString;       // 'NOT_FOUND'; '' if the row did not end
    Message: ZoomString;
    Hint: ZoomString;         // what to do about it, or ''
    HttpStatus: Integer;      // -1 where there was no response
    ApiCode: Int64;           // Zoom's error code, or -1
    TrackingId: ZoomString;   // for Zoom's support, or ''
    Attempts: Integer;
    WaitedMs: Int64;
  end;

  { The result of a call. It never changes; any number of threads may read it. }
  IZoomResult = interface
    ['{5B0E3B5E-7C0D-4B52-9B5B-6E4A7A4F3C11}']
    function Status: Integer;          // ZOOM_OK, ZOOM_E_...
    function StatusName: ZoomString;   // 'ZOOM_E_TIMEOUT'
    function Retryable: Boolean;       // the same call may succeed later
    function Message: ZoomString;      // one line, always there
    function Hint: ZoomString;         // what to do about it, or ''
    function ApiMessage: ZoomString;   // Zoom's error message, or ''
    function TrackingId: ZoomString;   // for Zoom's support, or ''
    function User: ZoomString;         // after GetUser: Zoom's JSON
    function Rendered: ZoomString;     // after Render: the request as text
    function Text(const What: ZoomString): ZoomString;   // these, 'json', 'reason', 'head', 'run', 'why'
    function Number(const What: ZoomString): Int64;      // after UpdateUsers: 'rows', 'sent', 'failed' ..., 'exit'; -1 if none
    function HttpStatus: Integer;      // -1 where there was no response
    function ApiCode: Int64;           // Zoom's error code, or -1
    function Attempts: Integer;
    function WaitedMs: Int64;
    function RetryAfterMs: Int64;      // how long to wait from now, or -1
    // 'field_errors', 'problems', 'warnings', 'headers', 'fields', 'user', 'checks', 'rows'
    function Count(const List: ZoomString): Integer;
    // From 0 to Count - 1; EZoomUsage for any other.
    function Item(const List: ZoomString; Index: Integer; const What: ZoomString): ZoomString;
    function Row(Index: Integer): TZoomRow;              // after UpdateUsers: of the list 'rows'
    function Value(const Name: ZoomString): ZoomString;  // after GetUser: what the user has under this name
    function Header(const Name: ZoomString): ZoomString;
    function Body: TZoomBytes;         // at most the first mebibyte
  end;

  EZoom = class(Exception)
  private
    FStatus: Integer;
    FText: ZoomString;
  public
    constructor Create(AStatus: Integer; const AText: ZoomString);
    function StatusName: ZoomString;
    property Status: Integer read FStatus;
    property Text: ZoomString read FText;   // Message without loss; in Free Pascal Message is UTF-8
  end;

  { The library was not found, or has another ABI. }
  EZoomLoad = class(EZoom);
  { This unit was used wrongly: nothing was sent. }
  EZoomUsage = class(EZoom);
  { A call ended without success. }
  EZoomFailure = class(EZoom)
  private
    FDetails: IZoomResult;
  public
    property Details: IZoomResult read FDetails;
  end;

  { The users of an account, read page by page. Its client has to live as long. }
  IZoomUsers = interface
    ['{0A6C7C0E-5B1F-4C3D-9A57-2E7B2B1C6D02}']
    function Next: Boolean;            // goes to the first or next user; False after the last
    function Value(const Name: ZoomString): ZoomString;   // of this user by Zoom's name: 'id', 'email', 'dept' ..., '' if none
    function Json: ZoomString;         // this user as Zoom's JSON
  end;

  { An object of the library: Free frees it. After Close, which may be called twice, its methods raise EZoomUsage. }
  TZoomObject = class
  private
    FHandle: Pointer;
  protected
    procedure Release; virtual; abstract;
  public
    constructor Create;
    destructor Destroy; override;
    procedure Close;
  end;

  { The fields to change. What is set twice has the later value. }
  TZoomPatch = class(TZoomObject)
  private
    procedure Check(Status: Integer);
    procedure Ready(const Field, Value: ZoomString);
  protected
    procedure Release; override;
  public
    constructor Create;
    procedure SetText(const Field, Value: ZoomString); {$ifdef FPC}overload;{$endif}
    {$ifdef FPC}procedure SetText(const Field: ZoomString; const Value: ShortString); overload;{$endif}
    procedure SetInt(const Field: ZoomString; Value: Int64);
    procedure SetBool(const Field: ZoomString; Value: Boolean);
    procedure SetJson(const Field, Json: ZoomString); {$ifdef FPC}overload;{$endif}
    {$ifdef FPC}procedure SetJson(const Field: ZoomString; const Json: ShortString); overload;{$endif}
    procedure SetNull(const Field: ZoomString);   // JSON null
    procedure Unset(const Field: ZoomString);     // takes it out again
    function Validate: IZoomResult;               // sends nothing
  end;

  { Parts of a body of multipart/form-data. }
  TZoomForm = class(TZoomObject)
  private
    procedure Check(Status: Integer);
  protected
    procedure Release; override;
  public
    constructor Create;
    procedure Add(const Name, Value: ZoomString);
    procedure AddPart(const Name, FileName, ContentType: ZoomString; const Value: TZoomBytes);
  end;

  { Many users to change: rows, or one file. }
  TZoomBulk = class(TZoomObject)
  private
    procedure Check(Status: Integer);
  protected
    procedure Release; override;
  public
    constructor Create;
    // A row. The patch is copied, so that it can be changed and added again for the next user.
    procedure Add(const UserId: ZoomString; Patch: TZoomPatch);
    // The rows of a CSV or JSON Lines file; the options are a JSON object, see zoom_bulk_add_file in zoomuser.h.
    procedure AddFile(const Path: ZoomString; const OptionsJson: ZoomString = '');
  end;

  { Gets each row that has ended, on the thread of the call; Stop ends the run. An exception ends it too, and is that of the
    call. }
  TZoomRowEvent = procedure(const Row: TZoomRow; var Stop: Boolean) of object;

  { Gives an access token, on the thread of the call that needs one. WasRefused: Zoom refuses the one given before. An
    exception says that there is none, and why. }
  TZoomTokenEvent = function(WasRefused: Boolean): ZoomString of object;

  { A client for one Zoom account. Used by one thread at a time; Cancel may be called from any. }
  TZoomClient = class(TZoomObject)
  private
    FOnToken: TZoomTokenEvent;
    FOnRow: TZoomRowEvent;
    procedure Check(Status: Integer);
    procedure SetOnToken(const Event: TZoomTokenEvent);
  protected
    procedure Release; override;
  public
    constructor Create;
    procedure SetOption(const Option, Value: ZoomString); overload;   // ZOOM_OPT_...
    {$ifdef FPC}procedure SetOption(const Option: ZoomString; const Value: ShortString); overload;{$endif}
    procedure SetOption(const Option: ZoomString; Value: Int64); overload;
    procedure SetOption(const Option: ZoomString; Value: Boolean); overload;
    function UpdateUser(const UserId: ZoomString; Patch: TZoomPatch): IZoomResult;
    function GetUser(const UserId: ZoomString): IZoomResult;
    // Active users; or others, by a JSON object, see zoom_client_list_users in zoomuser.h. Next raises if a page cannot be read.
    function ListUsers(const OptionsJson: ZoomString = ''): IZoomUsers;
    // Checks every row before it sends the first, and sends only what differs. Raises only if no run was begun: Status, Row and
    // Number of the result say how it ended. The options are a JSON object, see zoom_client_run_bulk in zoomuser.h.
    function UpdateUsers(Bulk: TZoomBulk; const OptionsJson: ZoomString = ''): IZoomResult;
    // Goes on with a run that was stopped or killed, named by its folder, or by the file of which it is the latest run.
    function ResumeUsers(const Folder: ZoomString; const OptionsJson: ZoomString = ''): IZoomResult;
    // Undoes a run, named in the same way: puts the values back that users had before it, where nobody changed them since.
    function UndoUsers(const Folder: ZoomString; const OptionsJson: ZoomString = ''): IZoomResult;
    // What UpdateUser would change: the list 'fields'. Reads the user; sends no update.
    function Plan(const UserId: ZoomString; Patch: TZoomPatch): IZoomResult;
    // Diagnoses the connection to Zoom: the list 'checks'. Raises if a check failed; changes nothing.
    function Doctor: IZoomResult;
    // The request that UpdateUser would send: 'http', 'json', 'curl', 'curl-cmd', 'curl-powershell', 'postman'.
    function Render(const UserId: ZoomString; Patch: TZoomPatch; const Format: ZoomString): IZoomResult;
    // A custom request; Headers are lines 'Name: value'. Any 2xx is success.
    function Request(const Method, Path: ZoomString; const Headers: ZoomString = ''): IZoomResult; overload;
    function Request(const Method, Path, Headers: ZoomString; const Body: TZoomBytes): IZoomResult; overload;
    function Request(const Method, Path, Headers: ZoomString; Form: TZoomForm): IZoomResult; overload;
    procedure Cancel;
    property OnToken: TZoomTokenEvent read FOnToken write SetOnToken;
    // For the rows of a run, whose result then has no list 'rows'.
    property OnRow: TZoomRowEvent read FOnRow write FOnRow;
  end;

  { Gets a line of the log, on the thread whose call is logged. }
  TZoomLogProc = procedure(Level: Integer; const Line: ZoomString);

{ Loads the library: of this path, or where the system finds it. Done by itself with the first object. }
procedure ZoomLoad(const Path: string = '');
{ Everything in one call; fields and options are JSON objects. }
function ZoomUpdateUser(const Token, UserId, FieldsJson: ZoomString; const OptionsJson: ZoomString = ''): IZoomResult; {$ifdef FPC}overload;
function ZoomUpdateUser(const Token: ShortString; const UserId, FieldsJson: ZoomString; const OptionsJson: ZoomString = ''): IZoomResult; overload;{$endif}
{ Level 0 none, 1 errors, 2 warnings, 3 a line for each attempt, 4 with user ids, 5 with values. Never a token. }
procedure ZoomSetLog(Level: Integer; Proc: TZoomLogProc);
function ZoomVersion: ZoomString;
function ZoomAbiVersion: Integer;
function ZoomStatusName(Status: Integer): ZoomString;
{ Text as UTF-8, for a body. }
function ZoomUtf8(const Text: ZoomString): TZoomBytes;

implementation

{$I zoomuserlib.inc}

{$I zoomuserobjects.inc}

{$I zoomuserclient.inc}

{$I zoomusermany.inc}

end.

       *> Many users: lists, bulks and their runs.

       *> A page of the account's users: GET /users. The options are a
       *> JSON object or spaces. The page token is spaces for the first
       *> page, then the text next_page_token of the reply before, which
       *> is spaces after the last page. The list users has the users.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-LIST-USERS.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  OPTIONS-Z PIC X(65536).
       01  TOKEN-Z PIC X(1024).
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  OPTIONS-IN PIC X ANY LENGTH.
       01  PAGE-TOKEN PIC X ANY LENGTH.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT OPTIONS-IN PAGE-TOKEN
           ZOOM-REPLY.
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-CLIENT "client" ZOOM-REPLY
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "options" OPTIONS-IN OPTIONS-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "page token" PAGE-TOKEN TOKEN-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZRAW-CLIENT-LIST-USERS" USING ZOOM-CLIENT-HANDLE
               OPTIONS-Z TOKEN-Z RESULT-POINTER ANSWER
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-LIST-USERS.

       *> A bulk without rows. What it had is freed.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-BULK-OPEN.
       DATA DIVISION.
       LINKAGE SECTION.
       01  ZOOM-BULK.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-BULK==.
       PROCEDURE DIVISION USING ZOOM-BULK.
           CALL "ZOOM-BULK-CLOSE" USING ZOOM-BULK
           CALL "ZRAW-BULK-NEW" USING ZOOM-BULK-HANDLE
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-BULK-OPEN.

       *> Frees a bulk. May be called twice.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-BULK-CLOSE.
       DATA DIVISION.
       LINKAGE SECTION.
       01  ZOOM-BULK.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-BULK==.
       PROCEDURE DIVISION USING ZOOM-BULK.
           CALL "ZRAW-BULK-FREE" USING ZOOM-BULK-HANDLE
           SET ZOOM-BULK-HANDLE TO NULL
           MOVE 0 TO ZOOM-BULK-REFUSAL
           MOVE SPACES TO ZOOM-BULK-WHY
           MOVE 0 TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-BULK-CLOSE.

       *> What the library says of a row or a file: a refusal is kept.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-BULK-TOLD.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  WHY-POINTER USAGE POINTER.
       01  WHY PIC X(256).
       01  WHY-LENGTH BINARY-LONG.
       LINKAGE SECTION.
       01  ZOOM-BULK.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-BULK==.
       01  ANSWER BINARY-LONG.
       PROCEDURE DIVISION USING ZOOM-BULK ANSWER.
           IF ANSWER NOT = ZOOM-OK
               CALL "ZRAW-BULK-ERROR"
                   USING ZOOM-BULK-HANDLE WHY-POINTER
               CALL "ZOOM-FROM-C" USING WHY-POINTER WHY WHY-LENGTH
               CALL "ZOOM-OBJECT-REFUSES"
                   USING ZOOM-BULK ANSWER " " WHY
           END-IF
           MOVE ANSWER TO RETURN-CODE
           GOBACK.
       END PROGRAM ZOOM-BULK-TOLD.

       *> Adds a row: a user and the fields to change. The patch is
       *> copied. What the row or its patch refuses is kept.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-BULK-ADD.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  ANSWER BINARY-LONG.
       01  USER-Z PIC X(1024).
       LINKAGE SECTION.
       01  ZOOM-BULK.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-BULK==.
       01  USER-ID PIC X ANY LENGTH.
       01  ZOOM-PATCH.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-PATCH==.
       PROCEDURE DIVISION USING ZOOM-BULK USER-ID ZOOM-PATCH.
           IF ZOOM-BULK-HANDLE = NULL
               CALL "ZOOM-BULK-OPEN" USING ZOOM-BULK
           END-IF
           IF ZOOM-PATCH-REFUSAL NOT = 0
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-BULK
                   ZOOM-PATCH-REFUSAL USER-ID ZOOM-PATCH-WHY
               GOBACK
           END-IF
           IF ZOOM-PATCH-HANDLE = NULL
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-BULK
                   ZOOM-E-NULL USER-ID "the patch is not open"
               GOBACK
           END-IF
           CALL "ZOOM-TO-C" USING USER-ID USER-Z
           IF RETURN-CODE NOT = ZOOM-OK
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-BULK
                   ZOOM-E-INVALID-ARGUMENT "user id"
                   "expected text without NUL, at most 1023 bytes"
               GOBACK
           END-IF
           CALL "ZRAW-BULK-ADD" USING ZOOM-BULK-HANDLE USER-Z
               ZOOM-PATCH-HANDLE ANSWER
           CALL "ZOOM-BULK-TOLD" USING ZOOM-BULK ANSWER
           GOBACK.
       END PROGRAM ZOOM-BULK-ADD.

       *> Takes the rows of a CSV or JSON Lines file. The options are a
       *> JSON object or spaces. A refusal is kept.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-BULK-ADD-FILE.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  ANSWER BINARY-LONG.
       01  PATH-Z PIC X(8193).
       01  OPTIONS-Z PIC X(65536).
       LINKAGE SECTION.
       01  ZOOM-BULK.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-BULK==.
       01  PATH-IN PIC X ANY LENGTH.
       01  OPTIONS-IN PIC X ANY LENGTH.
       PROCEDURE DIVISION USING ZOOM-BULK PATH-IN OPTIONS-IN.
           IF ZOOM-BULK-HANDLE = NULL
               CALL "ZOOM-BULK-OPEN" USING ZOOM-BULK
           END-IF
           CALL "ZOOM-TO-C" USING PATH-IN PATH-Z
           MOVE RETURN-CODE TO ANSWER
           CALL "ZOOM-TO-C" USING OPTIONS-IN OPTIONS-Z
           IF RETURN-CODE NOT = ZOOM-OK OR ANSWER NOT = ZOOM-OK
               CALL "ZOOM-OBJECT-REFUSES" USING ZOOM-BULK
                   ZOOM-E-INVALID-ARGUMENT "path, options"
                   "expected texts without NUL, at most 8 and 64 KiB"
               GOBACK
           END-IF
           CALL "ZRAW-BULK-ADD-FILE" USING ZOOM-BULK-HANDLE PATH-Z
               OPTIONS-Z ANSWER
           CALL "ZOOM-BULK-TOLD" USING ZOOM-BULK ANSWER
           GOBACK.
       END PROGRAM ZOOM-BULK-ADD-FILE.

       *> Changes the users of a bulk: checks every row before it sends
       *> the first, and sends only what differs. The list rows of the
       *> reply and ZOOM-REPLY-NUMBER say how they ended. The options
       *> are a JSON object or spaces.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-UPDATE-USERS.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  OPTIONS-Z PIC X(65536).
       01  NO-CALLBACK USAGE PROGRAM-POINTER VALUE NULL.
       01  NO-DATA USAGE POINTER VALUE NULL.
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  ZOOM-BULK.
           COPY "zoomuser-object.cpy"
               REPLACING ==:NAME:== BY ==ZOOM-BULK==.
       01  OPTIONS-IN PIC X ANY LENGTH.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT ZOOM-BULK OPTIONS-IN
           ZOOM-REPLY.
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-CLIENT "client" ZOOM-REPLY
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-BULK "bulk" ZOOM-REPLY
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "options" OPTIONS-IN OPTIONS-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZRAW-CLIENT-RUN-BULK" USING ZOOM-CLIENT-HANDLE
               ZOOM-BULK-HANDLE OPTIONS-Z NO-CALLBACK NO-DATA
               RESULT-POINTER ANSWER
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-UPDATE-USERS.

       *> Goes on with a run that was stopped or killed: its folder, or
       *> the file of which it is the latest run.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-RESUME-USERS.
       DATA DIVISION.
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  FOLDER-IN PIC X ANY LENGTH.
       01  OPTIONS-IN PIC X ANY LENGTH.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT FOLDER-IN OPTIONS-IN
           ZOOM-REPLY.
           CALL "ZOOM-RUN-FOLDER" USING "RESUME"
               ZOOM-CLIENT FOLDER-IN OPTIONS-IN ZOOM-REPLY
           GOBACK.
       END PROGRAM ZOOM-RESUME-USERS.

       *> Puts the values back that users had before a run, where nobody
       *> changed them since: its folder, or the file of which it is the
       *> latest run.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-UNDO-USERS.
       DATA DIVISION.
       LINKAGE SECTION.
       COPY "zoomuser-client.cpy".
       01  FOLDER-IN PIC X ANY LENGTH.
       01  OPTIONS-IN PIC X ANY LENGTH.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING ZOOM-CLIENT FOLDER-IN OPTIONS-IN
           ZOOM-REPLY.
           CALL "ZOOM-RUN-FOLDER" USING "UNDO"
               ZOOM-CLIENT FOLDER-IN OPTIONS-IN ZOOM-REPLY
           GOBACK.
       END PROGRAM ZOOM-UNDO-USERS.

       *> Resumes or undoes a run.
       IDENTIFICATION DIVISION.
       PROGRAM-ID. ZOOM-RUN-FOLDER.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       COPY "zoomuser-constants.cpy".
       01  RESULT-POINTER USAGE POINTER.
       01  ANSWER BINARY-LONG.
       01  FOLDER-Z PIC X(8193).
       01  OPTIONS-Z PIC X(65536).
       01  NO-CALLBACK USAGE PROGRAM-POINTER VALUE NULL.
       01  NO-DATA USAGE POINTER VALUE NULL.
       LINKAGE SECTION.
       01  WHAT PIC X ANY LENGTH.
       COPY "zoomuser-client.cpy".
       01  FOLDER-IN PIC X ANY LENGTH.
       01  OPTIONS-IN PIC X ANY LENGTH.
       01  ZOOM-REPLY.
           COPY "zoomuser-reply.cpy".
       PROCEDURE DIVISION USING WHAT ZOOM-CLIENT FOLDER-IN
           OPTIONS-IN ZOOM-REPLY.
           CALL "ZOOM-OBJECT-READY"
               USING ZOOM-CLIENT "client" ZOOM-REPLY
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "folder" FOLDER-IN FOLDER-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           CALL "ZOOM-ARGUMENT"
               USING ZOOM-REPLY "options" OPTIONS-IN OPTIONS-Z
           IF RETURN-CODE NOT = ZOOM-OK
               GOBACK
           END-IF
           IF WHAT = "UNDO"
               CALL "ZRAW-CLIENT-UNDO-BULK" USING ZOOM-CLIENT-HANDLE
                   FOLDER-Z OPTIONS-Z NO-CALLBACK NO-DATA
                   RESULT-POINTER ANSWER
           ELSE
               CALL "ZRAW-CLIENT-RESUME-BULK" USING ZOOM-CLIENT-HANDLE
                   FOLDER-Z OPTIONS-Z NO-CALLBACK NO-DATA
                   RESULT-POINTER ANSWER
           END-IF
           CALL "ZOOM-REPLY-TAKE"
               USING ZOOM-REPLY RESULT-POINTER ANSWER
           GOBACK.
       END PROGRAM ZOOM-RUN-FOLDER.

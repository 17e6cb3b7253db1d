"""Updates Zoom users from a data frame of pandas; the cells are those of a notebook.

    ZOOM_TOKEN=... python pandas_update.py users.csv

The file has a column "email" and columns of fields, e.g. dept, job_title. A missing value leaves its field as it is.

Environment: ZOOM_TOKEN, ZOOM_BASE_URL and ZOOM_CA_FILE, as for update_user.py.

Exit code: 0 all users are updated, 1 some are not, 2 wrong usage.
"""

# %% The client
from __future__ import annotations

import os
import sys

import pandas as pd
import zoomuser

if len(sys.argv) != 2 or "ZOOM_TOKEN" not in os.environ:
    print("usage: ZOOM_TOKEN=... python pandas_update.py FILE", file=sys.stderr)
    sys.exit(2)
client = zoomuser.Client(
    token=os.environ["ZOOM_TOKEN"],
    base_url=os.environ.get("ZOOM_BASE_URL"),
    ca_file=os.environ.get("ZOOM_CA_FILE"),
)

# %% The users of the account, and those of the file that it does not have
users = pd.DataFrame([dict(user) for user in client.list_users()])
frame = pd.read_csv(sys.argv[1])
unknown = frame[~frame["email"].isin(users["email"])]
print(f"{len(frame)} rows, {len(unknown)} of users that are not active")

# %% The update: tqdm(client.update_users(...)) shows its progress
results = [
    {"email": row.user_id, "outcome": row.outcome, "message": row.result.message, "hint": row.result.hint}
    for row in client.update_users(frame, key="email")
]
client.close()

# %% What failed
done = pd.DataFrame(results)
print(done["outcome"].value_counts().to_string())
failed = done[done["outcome"] != "sent"]
for row in failed.itertuples():
    print(f"{row.email}: {row.message}")
sys.exit(0 if failed.empty else 1)

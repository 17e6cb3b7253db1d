#include "two_files.hpp"

void refuse(zoomuser::patch &patch)
{
    patch.set_json("dept", "{");
}

zoomuser::result update(zoomuser::client &client, const zoomuser::patch &patch)
{
    return client.update_user("jane@example.com", patch).or_throw();
}

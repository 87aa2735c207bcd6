"""Files of answers in the data bucket: reports/feedback/<id>/<name>, removed after a day."""

from typing import Any, BinaryIO, Final

LINK_SECONDS: Final = 600


class S3Reports:
    """Files that live for a day, so that none outlives the erasure of a customer by more."""

    def __init__(self, client: Any, bucket: str) -> None:  # noqa: ANN401 - boto3
        """Bind to the data bucket."""
        self._client = client
        self._bucket = bucket

    def keep(self, key: str, content: BinaryIO, *, media_type: str, name: str) -> str:
        """Write a file and give a link of ten minutes to it."""
        place = {"Bucket": self._bucket, "Key": key}
        self._client.put_object(**place, Body=content, ContentType=media_type)
        told = {"ResponseContentDisposition": f'attachment; filename="{name}"'}
        link: str = self._client.generate_presigned_url(
            "get_object", Params=place | told, ExpiresIn=LINK_SECONDS
        )
        return link

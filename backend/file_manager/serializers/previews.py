"""The shapes of what `looks` builds."""

from typing import Any

from rest_framework import serializers


class LocationSerializer(serializers.Serializer[Any]):
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    altitude = serializers.FloatField(allow_null=True, help_text="Metres")


class CropSerializer(serializers.Serializer[Any]):
    label = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    url = serializers.CharField()


class PagePreviewSerializer(serializers.Serializer[Any]):
    url = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()


class ScrubSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(help_text="WebVTT")
    sprite = serializers.CharField()
    columns = serializers.IntegerField()
    rows = serializers.IntegerField()
    count = serializers.IntegerField(help_text="Tiles; the last row may be shorter than the others.")
    tile_width = serializers.IntegerField()
    tile_height = serializers.IntegerField()
    interval = serializers.FloatField(help_text="Seconds")


class WaveformSerializer(serializers.Serializer[Any]):
    url = serializers.CharField(help_text="JSON")


class PreviewsSerializer(serializers.Serializer[Any]):
    pages = PagePreviewSerializer(many=True)
    scrub = ScrubSerializer(allow_null=True)
    waveform = WaveformSerializer(allow_null=True)


class PlaybackSerializer(serializers.Serializer[Any]):
    url = serializers.CharField()
    file_type = serializers.CharField(help_text="MIME type")
    width = serializers.IntegerField(allow_null=True)
    height = serializers.IntegerField(allow_null=True)
    source = serializers.ChoiceField(choices=["original", "web"])


class TextSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    truncated = serializers.BooleanField()

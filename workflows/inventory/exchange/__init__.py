"""Public formats of models, datasets and parts lists: pure readers and writers, no file opened, no address followed."""

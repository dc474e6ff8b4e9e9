"""The only room besides `cli` that touches the disk: finds, reads and replaces the files of a workspace."""

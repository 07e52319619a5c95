"""Evidence: takes files and links in, keeps their bytes by digest, and shows them without ever running them."""

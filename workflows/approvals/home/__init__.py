"""What Home reads: which open requests and conditions need somebody, and which they wait for."""

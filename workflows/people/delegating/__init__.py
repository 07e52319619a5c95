"""Being away and letting somebody else sign meanwhile: dated, agreed by both, seen by everybody."""

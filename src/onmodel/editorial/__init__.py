"""A cut as a value, and its forms: OpenTimelineIO and what editing systems read, a conformed picture, its sound."""

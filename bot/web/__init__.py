"""What every page shares, for respondents and for staff: frame, security headers, errors, rendering, style sheets."""

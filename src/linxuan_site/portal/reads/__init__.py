"""Who read the personal data of others: for the applicant, for an office's manager, for who administers the site."""

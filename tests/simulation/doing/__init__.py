"""What people do with pledges, one subject a module: functions of the people, and `KINDS`."""

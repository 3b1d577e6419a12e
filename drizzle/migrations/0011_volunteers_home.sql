CREATE INDEX volunteer_profile_home ON volunteer_profile (home_district_id);
